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
 * The statements that another one goes on from within a day, or that go on from it, each with that day: one ends with the balance
 * that the other one begins with. Where the earlier one's lines of the day come to nothing, the balances prove nothing, and the
 * statements are taken to overlap. `sumOn` is what a stored statement's lines come to, `own` what the new one's do.
 */
export function apartFrom(
  statement: Omit<Link, 'id' | 'ref'>,
  others: readonly Link[],
  sumOn: (statementId: string, day: IsoDate) => bigint,
  own: (day: IsoDate) => bigint,
): Map<string, IsoDate> {
  const apart = new Map<string, IsoDate>()
  const meets = (earlier: bigint | null, later: bigint | null) => earlier !== null && earlier === later
  for (const other of others) {
    const { id, from, to } = other
    if (to === statement.from && meets(other.closingMinor, statement.openingMinor) && sumOn(id, to) !== 0n)
      apart.set(id, to)
    else if (from === statement.to && meets(statement.closingMinor, other.openingMinor) && own(from) !== 0n)
      apart.set(id, from)
  }
  return apart
}

/** Two statements in a row that don't connect: the money between them, in days or in lines that are missing. */
export type Gap = { after: string; before: string; differenceMinor: bigint; said: string }

/** The stored lines of an account after one day, up to and with another. */
export type SumBetween = (after: IsoDate, to: IsoDate) => bigint

/**
 * Where the balances of an account break off: each statement against those that ended last before it. Several may end on one day, cut
 * within it or re-sent; it is enough that one of them meets. What lies inside another one is passed over. One without an opening
 * balance closes with what the one before closed with and the lines since.
 */
export function gapsIn(statements: readonly Link[], currency: string, sumBetween: SumBetween): Gap[] {
  const gaps: Gap[] = []
  let ends: Link[] = []
  for (const each of statements.toSorted(inOrder)) {
    const last = ends.at(-1)
    if (last && each.to < last.to) continue
    if (last?.to === each.to) {
      ends.push(each)
      continue
    }
    const differences = ends.map((end) => differenceBetween(end, each, sumBetween))
    const differenceMinor = differences.every((each) => each !== 0n && each !== null) ? differences.at(-1) : null
    if (last && differenceMinor) gaps.push(gapOf(last, each, differenceMinor, currency))
    ends = [each]
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
