import { listPayments, type PaymentFilter, type PaymentRow } from '../../../domain/billing/payment-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (payment: PaymentRow): Candidate => ({
  kind: 'payment',
  id: payment.id,
  ref: payment.ref,
  title: payment.party.name,
  version: payment.version,
  currency: payment.amount.currency,
  details: [{ money: payment.amount }, payment.direction, { date: payment.date }],
})

const find = async ({ read }: Lookup, filter: PaymentFilter, limit: number) =>
  (await listPayments(read, filter, limit)).map(candidate)

/** A payment is named by its reference, or by who paid or was paid. */
export default defineRecordKind({
  kind: 'payment',
  one: 'payment',
  many: 'payments',
  refPrefixes: ['PAY'],
  needs: 'payment.read',
  owned: false,
  table: 'payment',
  detailLabels: ['Amount', 'In or out', 'Date'],
  show: 'payment show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: (lookup, partyKey, limit) => find(lookup, { partyKey }, limit),
  findByPrefix: (lookup, partyPrefix, limit) => find(lookup, { partyPrefix }, limit),
  searchable: false,
})
