import { type DecimalMark, readNumber } from './read-number.js'

/** A posting as its line says it: `amount` is null where it is left out, and the line itself where it can't be read. */
export type LedgerPosting = {
  account: string
  amount: string | null
  currency: string | null
  /** What it cost in another currency, with the amount's sign. */
  base: string | null
  baseCurrency: string | null
  note: string
}

const SYMBOLS: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' }
/** Digits of the sums: more than any amount and price have. */
const PLACES = 12

/** `  expenses:travel  10.00 EUR @ 1.10 USD  ; taxi`. Balance assertions are left out. */
export function readPosting(line: string, mark: DecimalMark): LedgerPosting {
  const [, said = '', note = ''] = /^([^;]*)(?:;\s*(.*))?$/.exec(line.trim()) ?? []
  const [account = '', ...rest] = said
    .trim()
    .replace(/^[*!]\s+/, '')
    .split(/\s{2,}|\t+/)
  const text = rest
    .join(' ')
    .replace(/\s*={1,2}\*?\s*[^@]*$/, '')
    .trim()
  const bare = { account, currency: null, base: null, baseCurrency: null, note: note.trim() }
  if (/^[([]/.test(account)) return { ...bare, amount: said.trim() }
  if (text === '') return { ...bare, amount: null }
  const [own = '', price] = text.split(/@@?/)
  const amount = readAmount(own, mark)
  if (!amount) return { ...bare, amount: text }
  if (price === undefined) return { ...bare, ...amount }
  const cost = readAmount(price, mark)
  if (!cost) return { ...bare, amount: text }
  const minor = scaled(amount.amount)
  const unsigned = scaled(cost.amount)
  const total = text.includes('@@') ? (minor < 0n ? -unsigned : unsigned) : (minor * unsigned) / 10n ** BigInt(PLACES)
  return { ...bare, ...amount, base: plain(total), baseCurrency: cost.currency }
}

/** `$-10.00`, `-$10`, `EUR 10`, `10.00 EUR`. */
function readAmount(text: string, mark: DecimalMark): { amount: string; currency: string | null } | null {
  const match = /^([+-]?)\s*([^\d\s.,+-]*)\s*([+-]?[\d.,]+)\s*([^\d\s.,+-]*)$/.exec(text.trim())
  const amount = match && readNumber(match[3] ?? '', mark)
  if (!match || amount === null) return null
  const sign = (match[2] || match[4] || '').replaceAll('"', '')
  return {
    amount: match[1] === '-' ? plain(-scaled(amount)) : amount,
    currency: sign === '' ? null : (SYMBOLS[sign] ?? sign),
  }
}

/** What the posting without an amount takes: less the sum of the others, of each currency, at cost where there is one. */
export function totalsOf(postings: readonly LedgerPosting[]): [string | null, string][] {
  const sums = new Map<string | null, bigint>()
  for (const { amount, currency, base, baseCurrency } of postings) {
    if (amount === null || readNumber(amount, '.') === null) continue
    const [of, minor] = base === null ? [currency, scaled(amount)] : [baseCurrency, scaled(base)]
    sums.set(of, (sums.get(of) ?? 0n) - minor)
  }
  return [...sums].filter(([, minor]) => minor !== 0n).map(([currency, minor]) => [currency, plain(minor)])
}

function scaled(text: string): bigint {
  const [, sign, whole = '0', part = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text) ?? []
  const minor = BigInt(`${whole || '0'}${part.slice(0, PLACES).padEnd(PLACES, '0')}`)
  return sign === '-' ? -minor : minor
}

function plain(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(PLACES + 1, '0')
  const part = digits.slice(-PLACES).replace(/0+$/, '').padEnd(2, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${part}`
}
