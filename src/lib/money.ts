import { invalid } from './errors.js'

/** An amount in minor units of an ISO 4217 currency: 12.50 EUR is `{minor: 1250n, currency: 'EUR'}`, ¥5 is `{5n, JPY}`. */
export type Money = { minor: bigint; currency: string }

/** ISO 4217 minor-unit digits where they are not 2. */
export const UNUSUAL_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

export const minorDigits = (currency: string): number => UNUSUAL_DIGITS[currency] ?? 2

export const money = (minor: bigint, currency: string): Money => ({ minor, currency })

/** Decimal string in major units, no grouping: the form of JSON and CSV (`"-56246.48"`). */
export function toDecimal(amount: Money): string {
  const digits = minorDigits(amount.currency)
  const sign = amount.minor < 0n ? '-' : ''
  const text = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** For people: `50,000.00 EUR`. */
export function formatMoney(amount: Money): string {
  const [whole = '', cents] = toDecimal(amount).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${cents === undefined ? grouped : `${grouped}.${cents}`} ${amount.currency}`
}

/** Parses a plain decimal (`-12.5`), exact; more digits than the currency has is an error, not a rounding. */
export function fromDecimal(text: string, currency: string): Money {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  const digits = minorDigits(currency)
  const fraction = match?.[3] ?? ''
  if (!match || fraction.replace(/0+$/, '').length > digits) {
    throw invalid(
      `"${text}" is not an amount in ${currency}: write it like ${digits ? `1234.${'5'.padEnd(digits, '0')}` : '1234'}.`,
    )
  }
  const minor = BigInt((match[2] ?? '0') + fraction.slice(0, digits).padEnd(digits, '0'))
  return money(match[1] ? -minor : minor, currency)
}

/** `numerator / denominator`, rounded half away from zero (EN 16931 and common accounting practice). */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}

/**
 * The values of parts that add up to the value of the whole exactly: each is the value of the running sum with it less the value
 * before it. Where `valueOf` never falls, no part's value has the other sign.
 */
export function runningValues(parts: readonly bigint[], valueOf: (sum: bigint) => bigint): bigint[] {
  let sum = 0n
  return parts.map((part) => {
    const before = valueOf(sum)
    sum += part
    return valueOf(sum) - before
  })
}
