import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { insertAllocation } from './allocation-store.js'
import { emit } from './events.js'
import { isMoney, type Payment } from './payment.js'
import { insertPayment, linkPaymentEntry } from './payment-store.js'
import { type NewPayment, planParts } from './plan-payment.js'
import { entriesOf, type PlannedPayment } from './settle.js'
import type { SettlementItem } from './settlement-item.js'
import { saveItem } from './settlement-item-store.js'

export type PlannedSettlement = {
  /** The money first, then what settles without money. */
  parts: readonly PlannedPayment[]
  /** The documents as they were, by id, and as they will be. */
  before: ReadonlyMap<string, SettlementItem>
  after: ReadonlyMap<string, SettlementItem>
  party: string
}

export type RecordedSettlement = PlannedSettlement & { payments: readonly Payment[] }

/**
 * What recording would do, without doing it: the preview and the act are the same plan. References are empty until then. Throws
 * `refused` with what to do, `not_found`.
 */
export async function planPayment(tx: Tx, input: NewPayment): Promise<PlannedSettlement> {
  await requireOpenDate(tx, input.date)
  return planParts(tx, input)
}

/**
 * Records money in or out, of a customer, supplier or colleague, in one transaction: payment, allocations to the documents named
 * in their order, entries, and what stays open. Less than what is open leaves a document part-paid; what no document takes is held
 * on account. Fees, discounts, withheld tax and write-offs that come with it are payments of their own. Throws `refused`,
 * `not_found`, `conflict`.
 */
export const recordPayment = async (tx: Tx, input: NewPayment): Promise<RecordedSettlement> =>
  recordPlanned(tx, await planPayment(tx, input))

/** Records what was planned in this very transaction: its documents are locked since. */
export async function recordPlanned(tx: Tx, planned: PlannedSettlement): Promise<RecordedSettlement> {
  const payments: Payment[] = []
  for (const part of planned.parts) payments.push(await savePayment(tx, part, withOf(part, payments[0])))
  for (const [id, item] of planned.before) await saveItem(tx, item, planned.after.get(id) ?? item)
  for (const { id } of payments) await emit(tx, { kind: 'payment.recorded', data: { paymentId: id } })
  return { ...planned, payments }
}

/** What settles without money belongs to the money it came with. */
const withOf = ({ payment }: PlannedPayment, first: Payment | undefined): string | null =>
  first && isMoney(first.method) && !isMoney(payment.method) ? first.id : null

/** The payment, then the entries that name it, then the allocations that name those. */
export async function savePayment(tx: Tx, part: PlannedPayment, withId: string | null = null): Promise<Payment> {
  const { payment, entry, allocations, advance } = part
  const made = { ...payment, ref: await nextRef(tx, 'payment', 'PAY') }
  await insertPayment(tx, { ...made, withId, advanceTaxCodeId: advance?.taxCodeId ?? null })
  await postEntries(tx, entriesOf(part))
  await linkPaymentEntry(tx, made.id, entry.id)
  for (const { id, allocation, difference } of allocations)
    await insertAllocation(tx, id, allocation, difference?.id ?? null)
  return made
}
