import { divideRounded, type Money, money } from '../../lib/money.js'
import { toBase } from '../ledger/fx-rate.js'
import type { Measure } from './query.js'

/** What a measure came to in one currency (`''` of what is no money): minor units, a number or a day, and of how many values. */
type Share = { value: bigint | number | string; n: number }

/** A measure of one group. Amounts of several currencies stand apart until they are shown. */
export type Tally = Map<string, Share>

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

/** What a tally comes to as one amount: in its own currency where there is only that, else in the base one at the stated rates. */
export function amountOf(tally: Tally, of: Of, { base, rates }: Rates, only: string | null): Money | null {
  const shares = [...tally].flatMap(([currency, { value, n }]) => {
    const minor = value as bigint
    if (only !== null) return currency === only ? [{ minor, n }] : []
    const rate = rates.get(currency)
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
  tally.has(currency) ? amountOf(tally, of, { base: currency, rates: new Map() }, currency) : null

/** What is no money: one share at most. */
export function figureOf(tally: Tally, of: Of): number | string | null {
  const share = tally.get('')
  if (!share || share.n === 0) return null
  if (typeof share.value === 'string') return share.value
  return of === 'avg' ? Number(share.value) / share.n : Number(share.value)
}
