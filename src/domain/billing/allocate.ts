import { type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import { baseShare } from '../ledger/fx-rate.js'
import { type SettlementItem, settles } from './settlement-item.js'

/** What one document takes of another: an amount, and what it was worth in the base currency on either side. */
export type PlannedAllocation = {
  from: SettlementItem
  to: SettlementItem
  date: IsoDate
  amountMinor: bigint
  baseFromMinor: bigint
  baseToMinor: bigint
}

/** The allocation, and both documents as they are after it. */
export type Allocated = { allocation: PlannedAllocation; from: SettlementItem; to: SettlementItem }

/**
 * Settles part of a document with part of another. Without an amount it is as much as both have open. It is dated no earlier than
 * both were there, so that open items equal the control accounts at any date. The refusals say what to do.
 */
export function allocate(
  from: SettlementItem,
  to: SettlementItem,
  wanted: { amountMinor?: bigint | undefined; date: IsoDate },
): Result<Allocated> {
  const problem = mismatch(from, to)
  if (problem) return no(problem)
  const most = from.openMinor < to.openMinor ? from.openMinor : to.openMinor
  const amountMinor = wanted.amountMinor ?? most
  const text = (minor: bigint) => formatMoney(money(minor, to.currency))
  if (amountMinor <= 0n) return no(`${text(amountMinor)} settles nothing. Give an amount above zero.`)
  if (amountMinor > to.openMinor)
    return no(`${to.name} has ${text(to.openMinor)} open: ${text(amountMinor)} is more than that.`)
  if (amountMinor > from.openMinor)
    return no(`${from.name} has ${text(from.openMinor)} left: ${text(amountMinor)} is more than that.`)
  const baseFromMinor = baseShare(amountMinor, from.openMinor, from.baseOpenMinor)
  const baseToMinor = baseShare(amountMinor, to.openMinor, to.baseOpenMinor)
  const date = latest([wanted.date, from.freeFrom, to.freeFrom])
  return ok({
    allocation: { from, to, date, amountMinor, baseFromMinor, baseToMinor },
    from: opened(from, -amountMinor, -baseFromMinor, from.settledBy),
    to: opened(to, -amountMinor, -baseToMinor, [
      ...to.settledBy,
      ...(from.kind === 'payment' ? from.settledBy : [from.kind]),
    ]),
  })
}

/** The document with so much more (or less) of it open, and its status then. */
export function opened(
  item: SettlementItem,
  minor: bigint,
  baseMinor: bigint,
  settledBy: readonly string[],
): SettlementItem {
  const after = { ...item, openMinor: item.openMinor + minor, baseOpenMinor: item.baseOpenMinor + baseMinor, settledBy }
  return { ...after, status: statusOf(after) }
}

/** The status that follows from what is open, and from what settled the rest. */
function statusOf({ kind, status, openMinor, totalMinor, settledBy }: SettlementItem): string {
  if (kind === 'payment') return status
  if (openMinor === totalMinor) return kind === 'bill' || kind === 'bill_credit' ? 'posted' : 'issued'
  if (openMinor > 0n) return 'part_paid'
  if (kind !== 'invoice') return 'paid'
  if (settledBy.includes('write_off')) return 'written_off'
  return settledBy.every((by) => by === 'credit_note') ? 'credited' : 'paid'
}

function mismatch(from: SettlementItem, to: SettlementItem): string | null {
  if (!settles(from)) return `${from.name} is to be settled; it settles nothing itself.`
  const closed = whyClosed(from) ?? whyClosed(to)
  if (closed) return closed
  if (from.side !== to.side)
    return `${from.name} is ${from.side === 'receivable' ? 'from a customer' : 'to a supplier'}; it can't settle ${to.name}.`
  if (from.partyId !== to.partyId) return `${from.name} and ${to.name} are not of the same company.`
  if (from.currency !== to.currency)
    return `${to.name} is in ${to.currency} and ${from.name} in ${from.currency}: one can't settle the other.`
  return null
}

/** Why nothing can be allocated to or from a document; null where it can. */
export function whyClosed({ name, kind, status, freeFrom, openMinor }: SettlementItem): string | null {
  if (freeFrom !== null && openMinor > 0n && OPEN.includes(status)) return null
  if (status === 'void') return `${name} is void.`
  if (status === 'reversed') return `${name} was reversed: nothing of it is left.`
  if (freeFrom === null)
    return `${name} is ${status === 'draft' ? 'still a draft' : status}: only what is posted can be settled.`
  if (kind === 'payment') return `Nothing of ${name} is left on account.`
  const ended = status === 'written_off' ? 'written off' : status === 'credited' ? 'credited in full' : 'paid in full'
  return openMinor === 0n
    ? `${name} is ${ended}: nothing of it is open.`
    : `${name} is ${status} since ${shortDate(freeFrom)}.`
}

const OPEN: readonly string[] = ['issued', 'posted', 'part_paid', 'recorded']

const latest = (dates: readonly (IsoDate | null)[]): IsoDate =>
  dates.reduce<IsoDate>((last, date) => (date !== null && date > last ? date : last), '')
