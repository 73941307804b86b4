import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { conflict, refused } from '../../lib/errors.js'
import { findUndoDate, requireOpenDate } from '../ledger/open-date.js'
import type { Area } from '../ledger/period.js'
import { reverseEntry } from '../ledger/reverse-entry.js'
import { type Allocation, listAllocations } from './allocation-store.js'
import { emit } from './events.js'
import { followAdvance } from './follow-advance.js'
import { getPayment, listWith, markReversed, type PostedPayment } from './payment-store.js'
import type { SettlementItem } from './settlement-item.js'
import { lockItems } from './settlement-item-store.js'
import { takeBack } from './unallocate.js'

export type PlannedReversal = {
  payment: PostedPayment
  /** What came with it and settled without money: it is taken back too. */
  along: readonly PostedPayment[]
  allocations: readonly Allocation[]
  /** The documents that will be open again. */
  items: ReadonlyMap<string, SettlementItem>
}

/** What reversing would open again, without doing it. Throws `refused`, `not_found`. */
export async function planReversal(tx: Tx, paymentId: string, date: IsoDate): Promise<PlannedReversal> {
  const along = await listWith(tx, paymentId)
  const { allocations, items, freeFrom } = await lockAllocated(tx, [paymentId, ...along.map(({ id }) => id)])
  const payment = await getPayment(tx, paymentId)
  const { ref, reversedOn } = payment
  if (reversedOn) throw refused(`${ref} was reversed on ${shortDate(reversedOn)} already.`)
  if (date < freeFrom)
    throw refused(
      `${ref} stood until ${shortDate(freeFrom)} at least: it can't be reversed before that. Give a later date.`,
    )
  await requireOpenDate(tx, date)
  const refund = allocations.find((each) => each.refund && each.from.id === paymentId)
  if (refund) {
    const name = items.get(refund.to.id)?.name ?? ''
    throw refused(`${ref} was paid back by ${name}. Reverse that first: payment reverse ${name}`)
  }
  return { payment, along, allocations, items }
}

/** The day for taking back a payment that never was: its own, or the last on which something was made of it. */
export async function undoDateOf(tx: Tx, paymentId: string, today: IsoDate): Promise<IsoDate> {
  const along = await listWith(tx, paymentId)
  const { allocations, freeFrom } = await lockAllocated(tx, [paymentId, ...along.map(({ id }) => id)])
  const on = allocations.reduce((last, { date }) => (date > last ? date : last), freeFrom)
  return findUndoDate(tx, on, today, ...areasOf(along, allocations))
}

/** What came along without money, and differences of exchange, belong to the documents' part of the books. */
const areasOf = (along: readonly PostedPayment[], allocations: readonly Allocation[]): Area[] =>
  along.length > 0 || allocations.some(({ entryId }) => entryId !== null)
    ? ['banking', 'sales', 'purchases']
    : ['banking']

/** The allocations of these payments and their documents, all locked in the one order that everybody locks in. Throws `conflict`. */
async function lockAllocated(
  tx: Tx,
  ids: readonly string[],
): Promise<Pick<PlannedReversal, 'allocations' | 'items'> & { freeFrom: IsoDate }> {
  const refs = ids.map((id) => ({ kind: 'payment', id }) as const)
  const list = async () => (await Promise.all(refs.map((each) => listAllocations(tx, each)))).flat()
  const otherOf = ({ from, to }: Allocation) => (ids.includes(from.id) ? to : from)
  const others = (await list()).map(otherOf)
  const items = await lockItems(tx, [...others, ...refs])
  const free = ids.map((id) => items.get(id)?.freeFrom ?? '')
  const allocations = await list()
  // As many as before may be others: one taken off and another put in its place. Its document isn't held, and would stay settled.
  const isHeld = (each: Allocation) => items.has(otherOf(each).id)
  if (allocations.length !== others.length || !allocations.every(isHeld))
    throw conflict('Somebody allocated this payment at the same moment. Nothing was done; please try again.')
  for (const id of ids) items.delete(id)
  return { allocations, items, freeFrom: free.toSorted().at(-1) ?? '' }
}

/**
 * Takes a payment back that bounced, or was recorded by mistake: its entry is reversed on that day, and what it settled is open
 * again; the fee or discount that came with it is taken back too. Of a refund: what it paid back is on account again. Throws `refused`, `not_found`, `conflict`.
 */
export async function reversePayment(
  tx: Tx,
  input: { paymentId: string; date: IsoDate; reason?: string },
): Promise<PlannedReversal & { after: ReadonlyMap<string, SettlementItem> }> {
  const planned = await planReversal(tx, input.paymentId, input.date)
  const { payment, along, allocations, items } = planned
  const after = await takeBack(tx, allocations, items, input.date)
  for (const each of [...along, payment]) await reverseOne(tx, each, input)
  return { ...planned, after }
}

async function reverseOne(
  tx: Tx,
  { id, ref, entryId, baseUnappliedMinor }: PostedPayment,
  { date, reason }: { date: IsoDate; reason?: string },
): Promise<void> {
  if (!entryId) throw new Error(`${ref} has no entry`)
  const reversal = await reverseEntry(tx, entryId, date, `${ref} reversed${reason ? `: ${reason}` : ''}`)
  await markReversed(tx, id, reversal.entryId, date)
  await followAdvance(tx, id, { from: baseUnappliedMinor, to: 0n }, date)
  await emit(tx, { kind: 'payment.reversed', data: { paymentId: id } })
}
