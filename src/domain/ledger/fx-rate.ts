import type { IsoDate } from '../../lib/dates.js'
import { divideRounded, type Money, minorDigits } from '../../lib/money.js'

/**
 * What a rate is for: a day's own, at which documents are posted, or the one at which balances are revalued. A month's average is
 * kept for who works with it outside: nothing is posted or reported at it.
 */
export type RateKind = 'spot' | 'average' | 'closing'

/**
 * What one unit of `currency` (not a minor unit) is worth in the base currency on a day. `rate` is an exact decimal with at
 * most ten places, as text: no float ever touches an amount.
 */
export type FxRate = { currency: string; date: IsoDate; kind: RateKind; rate: string; source: string }

/** Places of a rate, as its column keeps them. */
const PLACES = 10

/**
 * A rate older than this many days is no rate for a document, unless the company says otherwise (setting rate-age): markets pause at
 * weekends and holidays, not for weeks.
 */
export const GREATEST_AGE_DAYS = 7

/** Where a workspace's settings keep a company's own greatest age. */
export const RATE_AGE = 'rateAgeDays'

export function greatestAge(settings: Readonly<Record<string, unknown>>): number {
  const kept = Number(settings[RATE_AGE])
  return Number.isInteger(kept) && kept > 0 ? kept : GREATEST_AGE_DAYS
}

/** What one unit is worth where a file says how many units the base currency's one is. Null where it isn't a rate, or too great for one. */
export function inverseRate(text: string): string | null {
  const scaled = scaledRate(text)
  return scaled === null ? null : rateText(divideRounded(10n ** BigInt(2 * PLACES), scaled))
}

/** `1.0834` as a whole number of ten-billionths. Null where it isn't a positive decimal with at most ten places. */
export function scaledRate(text: string): bigint | null {
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(text.trim())
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (!match || fraction.length > PLACES) return null
  const scaled = BigInt(`${match[1] ?? '0'}${fraction.padEnd(PLACES, '0')}`)
  return scaled > 0n ? scaled : null
}

/** An amount in the base currency, rounded half away from zero once. Null where the rate isn't one. */
export function toBase(amount: Money, rate: string, baseCurrency: string): bigint | null {
  const scaled = scaledRate(rate)
  if (scaled === null) return null
  const shift = minorDigits(baseCurrency) - minorDigits(amount.currency)
  const up = 10n ** BigInt(Math.max(shift, 0))
  const down = 10n ** BigInt(PLACES + Math.max(-shift, 0))
  return divideRounded(amount.minor * scaled * up, down)
}

/**
 * The base value of a part of what is open, so that parts add up to the whole: the last part takes what is left, whatever was
 * rounded before.
 */
export const baseShare = (partMinor: bigint, openMinor: bigint, baseOpenMinor: bigint): bigint =>
  partMinor === openMinor ? baseOpenMinor : divideRounded(baseOpenMinor * partMinor, openMinor)

/** The rate at which an amount was worth so much in the base currency; null where that rounds to nothing. */
export function rateBetween(amount: Money, baseMinor: bigint, baseCurrency: string): string | null {
  const up = 10n ** BigInt(PLACES + minorDigits(amount.currency))
  const scaled = divideRounded(baseMinor * up, amount.minor * 10n ** BigInt(minorDigits(baseCurrency)))
  return rateText(scaled)
}

function rateText(scaled: bigint): string | null {
  if (scaled <= 0n) return null
  const digits = scaled.toString().padStart(PLACES + 1, '0')
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
}
