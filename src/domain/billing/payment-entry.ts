import type { NewEntry, NewPosting } from '../ledger/entry.js'
import { type Invoice, invoiceName } from './invoice.js'
import type { Application } from './payment.js'
import type { Payment } from './payment-store.js'

/** What a payment posts: money in, the customer owes less; what no invoice takes stands on the customer's account by itself. */
export function paymentEntry(
  payment: Payment,
  invoice: Invoice,
  applied: Application,
  entry: { id: string; receivable: string; customer: string },
): NewEntry {
  const document = { companyId: payment.companyId, paymentId: payment.id }
  const posting = (accountId: string, minor: bigint, more: Partial<NewPosting>): NewPosting[] =>
    minor === 0n ? [] : [{ accountId, amount: { minor, currency: payment.currency }, ...document, ...more }]
  return {
    id: entry.id,
    date: payment.date,
    source: 'payment',
    memo: `Payment by ${entry.customer} for ${invoiceName(invoice)}${payment.reference ? `, ${payment.reference}` : ''}`,
    idempotencyKey: `payment:${payment.id}`,
    postings: [
      ...posting(payment.accountId, payment.amountMinor, {}),
      ...posting(entry.receivable, -applied.appliedMinor, { invoiceId: invoice.id }),
      ...posting(entry.receivable, -applied.unappliedMinor, { memo: 'on account' }),
    ],
  }
}
