import { formatMoney, fromDecimal, type Money, minorDigits } from '../../../lib/money.js'
import { type Reading, read, shown, unread } from './reading.js'

/** An amount before its currency is known: a plain decimal in major units. `doubtful`: "4.500" may mean either. */
export type AmountWords = { decimal: string; currency: string | null; doubtful: boolean; typed: string }

const SYMBOLS = new Map(
  Object.entries({
    '€': 'EUR',
    '£': 'GBP',
    '₹': 'INR',
    '₩': 'KRW',
    '₺': 'TRY',
    zł: 'PLN',
    '₴': 'UAH',
  }),
)
/** Symbols that several currencies share; the company's own wins when it is one of them. */
const SHARED: Record<string, readonly string[]> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'CLP', 'COP', 'ARS'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
}
const POWERS = new Map(Object.entries({ k: 3, thousand: 3, m: 6, mn: 6, mio: 6, million: 6, b: 9, bn: 9, billion: 9 }))
const LONGEST = 15

/** Reads `50k`, `1.2m`, `€4,500.50`, `EUR 4500`, `4.500,50 €`, `1'000`, `-12.50`. */
export function readAmountWords(typed: string): Reading<AmountWords> {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/\u2212/g, '-')
  // Longer than any amount: said before the pattern has to find out.
  if (text.length > 60) return wrong(typed)
  const match = /^(-?)\s*([^\d\s.,'-]*)\s*(-?)\s*(\d[\d.,'\u2019\s]*?)\s*([^\d\s.,']*)\s*([^\d\s.,']*)$/u.exec(text)
  if (!match) return wrong(typed)
  const [, minus, before = '', minusInside, digits = '', after = '', last = ''] = match
  const power = POWERS.get(after.toLowerCase())
  const marks = [before, power === undefined ? after : '', last].filter((mark) => mark !== '')
  if (marks.length > 1 || (power === undefined && last !== '')) return wrong(typed)
  const currency = marks[0] === undefined ? null : currencyMark(marks[0])
  if (currency === undefined)
    return unread(`${shown(typed)} has a currency I don't know, ${shown(marks[0] ?? '')}: write it like 4500 EUR.`)
  const plain = plainDecimal(digits)
  if (!plain) return wrong(typed)
  const decimal = shift(plain.decimal, power ?? 0)
  if (decimal.replace(/\..*$/, '').length > LONGEST) return unread(`${shown(typed)} is too large an amount.`)
  const sign = minus || minusInside ? '-' : ''
  return read({ decimal: sign + decimal, currency, doubtful: plain.doubtful && power === undefined, typed })
}

/** Gives an amount its currency; `fallback` is the record's, else the company's. Notes how it was read. */
export function settleAmount(words: AmountWords, fallback: string, base: string): Reading<Money> {
  const currency = words.currency === null ? fallback : sharedBy(words.currency, fallback, base)
  if (words.doubtful && minorDigits(currency) < 3) return unread(whichOf(words, currency))
  try {
    const amount = fromDecimal(words.decimal, currency)
    return read(amount, formatMoney(amount))
  } catch {
    const example = minorDigits(currency) === 0 ? '1234' : `1234.${'5'.padEnd(minorDigits(currency), '0')}`
    return unread(`${shown(words.typed)} has more decimals than ${currency} has: write it like ${example}.`)
  }
}

/** `4.500` may group or be a fraction; a fraction of more digits than the currency has is nothing that could be typed instead. */
function whichOf({ typed, decimal }: AmountWords, currency: string): string {
  const digits = minorDigits(currency)
  const whole = decimal.replace('.', '')
  const cut = decimal.slice(0, digits - 3)
  if (digits > 0 && /^0+$/.test(decimal.slice(digits - 3)))
    return `${shown(typed)} can be ${whole} or ${cut}: write one of these.`
  const grouped = formatMoney(fromDecimal(whole, currency)).split(' ')[0] ?? whole
  const decimals = digits === 0 ? 'no decimals' : `${digits} decimals`
  return `${shown(typed)} has a point before three digits, and ${currency} has ${decimals}: for ${grouped} write ${whole}${grouped === whole ? '' : ` or ${grouped}`}.`
}

const wrong = (typed: string) =>
  unread(`${shown(typed)} is not an amount: write it like 4500, 4,500.50, 50k or EUR 4500.`)

/** An ISO code, a symbol; a shared symbol stays itself until the company's currency is known. Undefined: unknown. */
function currencyMark(mark: string): string | undefined {
  const lower = mark.toLowerCase()
  const symbol = SYMBOLS.get(lower)
  if (symbol) return symbol
  if (Object.hasOwn(SHARED, lower)) return lower
  const dollar = /^([a-z]{1,2})\$$/.exec(lower)?.[1]
  if (dollar) return SHARED['$']?.find((code) => code.toLowerCase().startsWith(dollar))
  const code = mark.toUpperCase()
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code) ? code : undefined
}

function sharedBy(mark: string, fallback: string, base: string): string {
  const among = SHARED[mark]
  if (!among) return mark
  return among.includes(fallback) ? fallback : among.includes(base) ? base : (among[0] ?? mark)
}

/**
 * Digits with grouping and a decimal mark, of which either may be a point or a comma: the last mark is the decimal one,
 * unless it stands for groups of three. One point with three digits behind it is doubtful; one comma groups.
 */
function plainDecimal(digits: string): { decimal: string; doubtful: boolean } | undefined {
  const text = digits.replace(/(?<=\d)['\u2019\s](?=\d{3}(?!\d))/g, '')
  const marks = text.replace(/\d/g, '')
  if (/^\d+$/.test(text)) return { decimal: text, doubtful: false }
  if (marks.length === 1) {
    const [whole = '', part = ''] = text.split(marks)
    if (marks === ',' && part.length === 3 && /^\d{1,3}$/.test(whole) && whole !== '0')
      return { decimal: whole + part, doubtful: false }
    const doubtful = marks === '.' && part.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
    return /^[.,]$/.test(marks) && part !== '' ? { decimal: `${whole}.${part}`, doubtful } : undefined
  }
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return { decimal: text.replaceAll(',', ''), doubtful: false }
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text))
    return { decimal: text.replaceAll('.', '').replace(',', '.'), doubtful: false }
  return undefined
}

/** Moves the decimal point to the right, on text, so that nothing is rounded. */
function shift(decimal: string, places: number): string {
  const [whole = '', part = ''] = decimal.split('.')
  const padded = part.padEnd(places, '0')
  const rest = padded.slice(places)
  const moved = (whole + padded.slice(0, places)).replace(/^0+(?=\d)/, '')
  return rest === '' ? moved : `${moved}.${rest}`
}
