import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { allocate } from './allocate.js'
import { emit } from './events.js'
import { followAdvance } from './follow-advance.js'
import { getPartyName } from './party-store.js'
import { accountOf, type MoneyMethod, type Payment } from './payment.js'
import { paymentEntry } from './payment-entry.js'
import { worthOf } from './plan-payment.js'
import { savePayment } from './record-payment.js'
import { itemOf, orRefuse, type PlannedPayment, settled } from './settle.js'
import { carriedBy, type ItemRef, type SettlementItem } from './settlement-item.js'
import { lockItems, saveItem } from './settlement-item-store.js'

export type NewRefund = {
  /** The credit note, or the payment with something on account. */
  of: ItemRef
  date: IsoDate
  /** All that is left of it, unless given. */
  amountMinor?: bigint
  moved?: Money
  accountId?: string
  method?: MoneyMethod
  reference?: string
}

export type PlannedRefund = { before: SettlementItem; after: SettlementItem; part: PlannedPayment; party: string }

/**
 * What paying back would do, without doing it: money the other way, allocated whole to what it pays back. Throws `refused`,
 * `not_found`.
 */
export async function planRefund(tx: Tx, input: NewRefund): Promise<PlannedRefund> {
  await requireOpenDate(tx, input.date)
  const before = (await lockItems(tx, [input.of])).get(input.of.id)
  if (!before) throw new Error('lockItems left a document out')
  const { currency, name, openMinor, partyId } = before
  const amountMinor = input.amountMinor ?? openMinor
  if (before.freeFrom !== null && input.date < before.freeFrom)
    throw refused(`${name} has this to pay back from ${before.freeFrom} on only. Give that date or a later one.`)
  if (amountMinor <= 0n || amountMinor > openMinor)
    throw refused(
      `${name} has ${formatMoney(money(openMinor, currency))} to pay back, not ${formatMoney(money(amountMinor, currency))}.`,
    )
  const payment = await refundPayment(tx, input, before, amountMinor)
  const refund = { ...itemOf(payment), side: before.side, name: 'the refund' }
  const { allocation, from } = orRefuse(allocate(before, refund, { amountMinor, date: input.date }))
  const party = await getPartyName(tx, { companyId: partyId })
  const entry = paymentEntry(payment, {
    id: tx.newId(),
    memo: `Refund ${before.side === 'receivable' ? 'to' : 'by'} ${party} of ${name}${input.reference ? `, ${input.reference}` : ''}`,
    carrier: (await getAccountFor(tx, carriedBy(before))).id,
    carried: [{ of: before.kind === 'payment' ? null : before, minor: amountMinor, baseMinor: payment.baseMinor }],
    moved: input.moved && input.moved.currency !== currency ? input.moved : undefined,
  })
  return { before, after: from, part: { payment, entry, allocations: [await settled(tx, allocation)] }, party }
}

/** Pays back what a customer has on account or was credited, or records what a supplier paid back. Throws `refused`, `conflict`. */
export async function recordRefund(tx: Tx, input: NewRefund): Promise<PlannedRefund & { payment: Payment }> {
  const planned = await planRefund(tx, input)
  const payment = await savePayment(tx, planned.part)
  await saveItem(tx, planned.before, planned.after)
  const rest = { from: planned.before.baseOpenMinor, to: planned.after.baseOpenMinor }
  if (input.of.kind === 'payment') await followAdvance(tx, input.of.id, rest, input.date)
  await emit(tx, { kind: 'payment.recorded', data: { paymentId: payment.id } })
  return { ...planned, payment }
}

async function refundPayment(tx: Tx, input: NewRefund, of: SettlementItem, amountMinor: bigint): Promise<Payment> {
  const method = input.method ?? 'bank'
  const amount = money(amountMinor, of.currency)
  return {
    id: tx.newId(),
    ref: '',
    direction: of.side === 'receivable' ? 'out' : 'in',
    date: input.date,
    currency: of.currency,
    amountMinor,
    unappliedMinor: 0n,
    baseUnappliedMinor: 0n,
    ...(await worthOf(tx, { amount, date: input.date, ...(input.moved ? { moved: input.moved } : {}) })),
    method,
    reference: input.reference ?? null,
    companyId: of.partyId,
    staffId: null,
    accountId: input.accountId ?? (await getAccountFor(tx, accountOf(method, of.side))).id,
  }
}
