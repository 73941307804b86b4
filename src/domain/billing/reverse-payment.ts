import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { conflict, refused } from '../../lib/errors.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { reverseEntry } from '../ledger/reverse-entry.js'
import { type Allocation, listAllocations } from './allocation-store.js'
import { emit } from './events.js'
import { getPayment, markReversed, type PostedPayment } from './payment-store.js'
import type { SettlementItem } from './settlement-item.js'
import { lockItems } from './settlement-item-store.js'
import { takeBack } from './unallocate.js'

export type PlannedReversal = {
  payment: PostedPayment
  allocations: readonly Allocation[]
  /** The documents that will be open again. */
  items: ReadonlyMap<string, SettlementItem>
}

/** What reversing would open again, without doing it. Throws `refused`, `not_found`. */
export async function planReversal(tx: Tx, paymentId: string, date: IsoDate): Promise<PlannedReversal> {
  const { allocations, items, freeFrom } = await lockAllocated(tx, paymentId)
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
  return { payment, allocations, items }
}

/** The payment's allocations and their documents, all locked in the one order that everybody locks in. Throws `conflict`. */
async function lockAllocated(
  tx: Tx,
  paymentId: string,
): Promise<Pick<PlannedReversal, 'allocations' | 'items'> & { freeFrom: IsoDate }> {
  const payment = { kind: 'payment', id: paymentId } as const
  const others = (await listAllocations(tx, payment)).map(({ from, to }) => (from.id === paymentId ? to : from))
  const items = await lockItems(tx, [...others, payment])
  const freeFrom = items.get(paymentId)?.freeFrom ?? ''
  items.delete(paymentId)
  const allocations = await listAllocations(tx, payment)
  if (allocations.length !== others.length)
    throw conflict('Somebody allocated this payment at the same moment. Nothing was done; please try again.')
  return { allocations, items, freeFrom }
}

/**
 * Takes a payment back that bounced, or was recorded by mistake: its entry is reversed on that day, and what it settled is open
 * again. Of a refund: what it paid back is on account again. Throws `refused`, `not_found`, `conflict`.
 */
export async function reversePayment(
  tx: Tx,
  input: { paymentId: string; date: IsoDate; reason?: string },
): Promise<PlannedReversal & { after: ReadonlyMap<string, SettlementItem> }> {
  const planned = await planReversal(tx, input.paymentId, input.date)
  const { payment, allocations, items } = planned
  const after = await takeBack(tx, allocations, items, input.date)
  if (!payment.entryId) throw new Error(`${payment.ref} has no entry`)
  const memo = `${payment.ref} reversed${input.reason ? `: ${input.reason}` : ''}`
  const { entryId } = await reverseEntry(tx, payment.entryId, input.date, memo)
  await markReversed(tx, payment.id, entryId, input.date)
  await emit(tx, { kind: 'payment.reversed', data: { paymentId: payment.id } })
  return { ...planned, after }
}
