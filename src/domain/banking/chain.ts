import { addDays, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'

/** A statement as far as it hangs together with others of its account. */
export type Link = {
  id: string
  ref: string
  from: IsoDate
  to: IsoDate
  openingMinor: bigint | null
  closingMinor: bigint | null
}

/**
 * The statements that another one goes on from within a day, or that go on from it: one ends with the balance that the other one begins
 * with, on the same day. Each with that day. Where the day's own lines come to nothing the balances prove nothing (`sumOn`), and
 * the statements are taken to overlap.
 */
export function apartFrom(
  statement: Omit<Link, 'id' | 'ref'>,
  others: readonly Link[],
  sumOn: (statementId: string, day: IsoDate) => bigint,
): Map<string, IsoDate> {
  const apart = new Map<string, IsoDate>()
  for (const other of others) {
    const follows = statement.openingMinor !== null && statement.openingMinor === other.closingMinor
    const leads = statement.closingMinor !== null && statement.closingMinor === other.openingMinor
    if (follows && other.to === statement.from && sumOn(other.id, other.to) !== 0n) apart.set(other.id, other.to)
    else if (leads && other.from === statement.to && sumOn(other.id, other.from) !== 0n)
      apart.set(other.id, other.from)
  }
  return apart
}

/** Two statements in a row that don't connect: the money between them, in days or in lines that are missing. */
export type Gap = { after: string; before: string; differenceMinor: bigint; said: string }

/** The stored lines of an account after one day, up to and with another. */
export type SumBetween = (after: IsoDate, to: IsoDate) => bigint

/**
 * Where the balances of an account break off: each statement against the one that ended before it. What lies inside another one is
 * passed over. One without an opening balance closes with what the one before closed with and the lines since.
 */
export function gapsIn(statements: readonly Link[], currency: string, sumBetween: SumBetween): Gap[] {
  const gaps: Gap[] = []
  let last: Link | null = null
  for (const each of statements.toSorted(inOrder)) {
    if (last && each.to <= last.to) continue
    const differenceMinor = last && differenceBetween(last, each, sumBetween)
    if (last && differenceMinor) gaps.push(gapOf(last, each, differenceMinor, currency))
    last = each
  }
  return gaps
}

const inOrder = (a: Link, b: Link): number =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : a.to > b.to ? -1 : a.to < b.to ? 1 : a.ref < b.ref ? -1 : 1

function differenceBetween(last: Link, next: Link, sumBetween: SumBetween): bigint | null {
  if (last.closingMinor === null) return null
  if (next.openingMinor !== null && next.from > last.to) return next.openingMinor - last.closingMinor
  if (next.openingMinor !== null || next.closingMinor === null) return null
  return next.closingMinor - last.closingMinor - sumBetween(last.to, next.to)
}

function gapOf(last: Link, next: Link, differenceMinor: bigint, currency: string): Gap {
  const say = (minor: bigint | null) => (minor === null ? '' : formatMoney(money(minor, currency)))
  const from = addDays(last.to, 1)
  const days = from < next.from ? ` Nothing tells of ${shortDate(from)} to ${shortDate(addDays(next.from, -1))}.` : ''
  const meets =
    next.openingMinor === null
      ? `the lines up to ${next.ref}, which closes with ${say(next.closingMinor)}, leave`
      : `${next.ref} opens with ${say(next.openingMinor)}:`
  const said = `${last.ref} closes with ${say(last.closingMinor)} and ${meets} ${say(differenceMinor)} in between.${days}`
  return { after: last.ref, before: next.ref, differenceMinor, said }
}
