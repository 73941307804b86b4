import { invalid } from '../../lib/errors.js'
import { checkBic, checkIban } from '../../lib/iban.js'
import { formatMoney, fromDecimal, money, toDecimal } from '../../lib/money.js'
import { ok, type Result } from '../../lib/result.js'

/** A company setting: what it is called, what it means, what it may be, and who may change it. Adding one is adding an entry. */
export type Setting = {
  /** As people type it: `journal-limit`. */
  name: string
  summary: string
  /** Where it is kept in the workspace's settings: one key, or one within a key (`letterhead.street`). */
  key: string
  type: 'choice' | 'amount' | 'text' | 'date'
  choices?: readonly string[]
  /** What a text must look like, and how to say so. */
  pattern?: { test: RegExp; like: string }
  /** What else must hold of a text. */
  check?: (text: string) => Result<unknown>
  /** What holds where nobody set it. */
  unset: string
  /** Who may change it, beside who sets up the company. */
  needs: string
  /** What changes it where a setting alone is not enough. */
  changedBy?: string
}

const letterhead = (field: string, summary: string): Setting => ({
  name: `letterhead-${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  summary: `Letterhead: ${summary}`,
  key: `letterhead.${field}`,
  type: 'text',
  unset: 'not on invoices',
  needs: 'admin',
})

/** It is printed, put into the code to pay by and into e-invoices; accounts of countries without IBAN are numbers alone. */
const ibanOrOther = (text: string): Result<unknown> => (/^[a-z]{2}/i.test(text) ? checkIban(text) : ok(text))

export const SETTINGS: readonly Setting[] = [
  {
    name: 'dunning',
    summary: 'Whether customers are reminded of what is past due without anybody asking',
    key: 'dunning',
    type: 'choice',
    choices: ['automatic'],
    unset: 'only when somebody asks',
    needs: 'invoice.send',
  },
  {
    name: 'contacts-from-mail',
    summary: 'When mail makes contacts: never, when staff wrote to somebody, or also when somebody wrote to us',
    key: 'contactsFromMail',
    type: 'choice',
    choices: ['off', 'replied-to', 'any'],
    unset: 'replied-to',
    needs: 'mailbox.write',
  },
  {
    name: 'sales-addresses',
    summary: 'The addresses that new customers write to: somebody unknown who does is told as a signal',
    key: 'salesAddresses',
    type: 'text',
    pattern: {
      test: /^[^\s@,;]+@[^\s@,;]+([\s,;]+[^\s@,;]+@[^\s@,;]+)*$/,
      like: 'sales@example.com, hello@example.com',
    },
    unset: 'sales@ at your domains',
    needs: 'mailbox.write',
  },
  {
    name: 'journal-limit',
    summary: 'Above which amount an entry by hand needs a second person',
    key: 'journalLimitMinor',
    type: 'amount',
    unset: 'no limit',
    needs: 'admin',
  },
  {
    name: 'pay-out-alone',
    summary:
      'Up to how much one person records as paid out, a month and payee, where no bank line or payment run shows it',
    key: 'payOutAloneMinor',
    type: 'amount',
    unset: 'nothing: a second person is asked',
    needs: 'admin',
  },
  {
    name: 'credit-alone',
    summary: 'Up to how much one person credits a customer in a month; above it a second person is asked',
    key: 'creditAloneMinor',
    type: 'amount',
    unset: 'any amount',
    needs: 'admin',
  },
  {
    name: 'rate-age',
    summary: 'How many days old an exchange rate may be to post at it',
    key: 'rateAgeDays',
    type: 'text',
    pattern: { test: /^[1-9]\d{0,2}$/, like: '7' },
    unset: '7',
    needs: 'fx.write',
  },
  {
    name: 'receipt-above',
    summary: 'Above which amount an expense needs a receipt',
    key: 'receiptAboveMinor',
    type: 'amount',
    unset: 'none is needed',
    needs: 'admin',
  },
  {
    name: 'close-channel',
    summary: 'The Slack channel where the card of the month-end close stands, by its id (C…)',
    key: 'closeChannel',
    type: 'text',
    pattern: { test: /^C[A-Z0-9]{6,}$/, like: 'C0FINANCE0' },
    unset: 'none',
    needs: 'close.manage',
  },
  {
    name: 'close-tolerance',
    summary: 'What a row may be off by and still pass a check of the close',
    key: 'closeToleranceMinor',
    type: 'amount',
    unset: 'nothing',
    needs: 'close.manage',
  },
  {
    name: 'flux-above',
    summary:
      'Above which amount an account’s move from month to month must be explained, when it is above the percentage as well',
    key: 'fluxAboveMinor',
    type: 'amount',
    unset: '1000',
    needs: 'close.manage',
  },
  {
    name: 'flux-percent',
    summary: 'Above which percentage it must be',
    key: 'fluxAbovePercent',
    type: 'text',
    pattern: { test: /^\d{1,3}$/, like: '10' },
    unset: '10',
    needs: 'close.manage',
  },
  {
    name: 'tax-advances',
    summary: 'The tax code under which money that customers pay on account is taxed on receipt',
    key: 'taxAdvances',
    type: 'text',
    unset: 'taxed with its invoice only',
    needs: 'account.write',
    changedBy: '`tax advances`',
  },
  {
    name: 'cutover',
    summary: 'The day from which these books hold; what came before was brought in',
    key: 'cutover',
    type: 'date',
    unset: 'from the first entry on',
    needs: 'admin',
    changedBy: '`daybook cutover DATE`',
  },
  letterhead('legalName', 'name, where it is another than the company’s'),
  letterhead('street', 'street'),
  letterhead('city', 'city'),
  letterhead('postcode', 'postcode'),
  letterhead('region', 'state or province'),
  letterhead('country', 'country'),
  letterhead('taxId', 'tax number'),
  letterhead('registration', 'registration'),
  letterhead('email', 'mail'),
  letterhead('phone', 'phone'),
  letterhead('website', 'website'),
  letterhead('bank', 'bank'),
  { ...letterhead('iban', 'IBAN'), check: ibanOrOther },
  { ...letterhead('bic', 'BIC'), check: checkBic },
  { ...letterhead('accent', 'the one colour'), pattern: { test: /^#[0-9a-f]{6}$/i, like: '#3f5fa8' } },
]

type Kept = Readonly<Record<string, unknown>>

/** What is kept for a setting, as JSON has it. */
export function keptValue(settings: Kept, { key }: Setting): unknown {
  const [outer = '', inner] = key.split('.')
  const value = settings[outer]
  if (inner === undefined) return value
  return typeof value === 'object' && value !== null ? (value as Kept)[inner] : undefined
}

/** A setting in words; what is not set says what holds. */
export function settingText(settings: Kept, setting: Setting, currency: string): string {
  const value = keptValue(settings, setting)
  if (typeof value !== 'string' || value === '') return setting.unset
  return setting.type === 'amount' ? formatMoney(money(BigInt(value), currency)) : value
}

/** The same as one would type it, or null where it is not set. */
export function typedSetting(settings: Kept, setting: Setting, currency: string): string | null {
  const value = keptValue(settings, setting)
  if (typeof value !== 'string' || value === '') return null
  return setting.type === 'amount' ? toDecimal(money(BigInt(value), currency)) : value
}

/** What is kept for what was typed. Throws `invalid` with what the setting takes. */
export function readSetting(
  { name, type, choices = [], pattern, check }: Setting,
  typed: string,
  currency: string,
): string {
  const text = typed.trim()
  if (type === 'choice') {
    const choice = choices.find((each) => each === text.toLowerCase())
    if (!choice) throw invalid(`${name} is ${choices.join(', ')}; \`clear:yes\` takes it away.`)
    return choice
  }
  if (pattern && !pattern.test.test(text)) throw invalid(`“${typed}” can't be ${name}: write it like ${pattern.like}.`)
  const checked = check?.(text)
  if (checked && !checked.ok) throw invalid(checked.problem)
  if (type !== 'amount') return text
  const decimal = text.replace(new RegExp(`\\s*${currency}\\s*`, 'i'), '').replaceAll(',', '')
  if (!/^\d+(\.\d+)?$/.test(decimal)) throw invalid(`${name} is an amount in ${currency}, like 10000.`)
  return fromDecimal(decimal, currency).minor.toString()
}

/** The change of the workspace's settings that makes it so; null takes the setting away. */
export function settingChange(
  settings: Kept,
  { key }: Pick<Setting, 'key'>,
  value: string | null,
): Record<string, unknown> {
  const [outer = '', inner] = key.split('.')
  if (inner === undefined) return { [outer]: value }
  const kept = settings[outer]
  return { [outer]: { ...(typeof kept === 'object' && kept !== null ? kept : {}), [inner]: value } }
}
