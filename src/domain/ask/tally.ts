import { divideRounded, type Money, money } from '../../lib/money.js'
import { toBase } from '../ledger/fx-rate.js'
import type { Measure } from './query.js'

/** What a measure came to in one currency (`''` of what is no money): minor units, a number or a day, and of how many values. */
type Share = { value: bigint | number | string; n: number }

/** A measure of one group. Amounts of several currencies, and of those that keep a rate each rate, stand apart until they are shown. */
export type Tally = Map<string, Share>

/** Of a share: its currency, with the rate that it keeps. */
export const shareKey = (currency: string, rate: string | null | undefined): string =>
  rate ? `${currency}@${rate}` : currency
const partsOf = (key: string): readonly [currency: string, rate: string | undefined] => {
  const [currency = '', rate] = key.split('@')
  return [currency, rate]
}

/** The currencies of some tallies, by name. */
export const currenciesOf = (tallies: readonly Tally[]): string[] =>
  [...new Set(tallies.flatMap((tally) => [...tally.keys()].map((key) => partsOf(key)[0])))].sort()

/** Those of which some amount keeps no rate, by name. */
export const ratelessOf = (tallies: readonly Tally[]): string[] =>
  [...new Set(tallies.flatMap((tally) => [...tally.keys()].filter((key) => !key.includes('@'))))].sort()

/** Whether any amount keeps a rate of its own. */
export const keepsRates = (tallies: readonly Tally[]): boolean =>
  tallies.some((tally) => [...tally.keys()].some((key) => key.includes('@')))

type Of = Exclude<Measure, { of: 'count' }>['of']

/** Adds what one row of the statement says. */
export function addShare(tally: Tally, of: Of, currency: string, share: Share): void {
  const known = tally.get(currency)
  tally.set(currency, known ? { value: together(of, known.value, share.value), n: known.n + share.n } : share)
}

function together(of: Of, a: Share['value'], b: Share['value']): Share['value'] {
  if (of === 'min') return b < a ? b : a
  if (of === 'max') return b > a ? b : a
  return typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Number(a) + Number(b)
}

export type Rates = { base: string; rates: ReadonlyMap<string, string> }

/** What a tally comes to as one amount: in its own currency where there is only that, else in the base one, at the rate that it keeps or at the stated one. */
export function amountOf(tally: Tally, of: Of, { base, rates }: Rates, only: string | null): Money | null {
  const shares = [...tally].flatMap(([key, { value, n }]) => {
    const minor = value as bigint
    const [currency, kept] = partsOf(key)
    if (only !== null) return currency === only ? [{ minor, n }] : []
    const rate = kept ?? rates.get(currency)
    const worth = currency === base ? minor : rate === undefined ? null : toBase(money(minor, currency), rate, base)
    return worth === null ? [] : [{ minor: worth, n }]
  })
  if (shares.length === 0) return null
  const minors = shares.map(({ minor }) => minor)
  const sum = minors.reduce((total, minor) => total + minor, 0n)
  const count = shares.reduce((total, { n }) => total + n, 0)
  const least = minors.reduce((a, b) => (b < a ? b : a))
  const most = minors.reduce((a, b) => (b > a ? b : a))
  const minor = of === 'min' ? least : of === 'max' ? most : of === 'avg' ? divideRounded(sum, BigInt(count)) : sum
  return money(minor, only ?? base)
}

/** The part of it in one currency, as it stands. */
export const nativeOf = (tally: Tally, of: Of, currency: string): Money | null =>
  currenciesOf([tally]).includes(currency) ? amountOf(tally, of, { base: currency, rates: new Map() }, currency) : null

/** What is no money: one share at most. */
export function figureOf(tally: Tally, of: Of): number | string | null {
  const share = tally.get('')
  if (!share || share.n === 0) return null
  if (typeof share.value === 'string') return share.value
  return of === 'avg' ? Number(share.value) / share.n : Number(share.value)
}
