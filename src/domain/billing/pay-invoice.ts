import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { Money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import type { NewEntry } from '../ledger/entry.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { getBillingParties } from './billing-party-store.js'
import { emit } from './events.js'
import type { Invoice } from './invoice.js'
import { getInvoice, getInvoiceForChange, saveInvoice } from './invoice-store.js'
import { type Application, applyPayment } from './payment.js'
import { paymentEntry } from './payment-entry.js'
import { insertAllocation, insertPayment, linkPaymentEntry, type Payment } from './payment-store.js'

export type NewPayment = {
  invoiceId: string
  date: IsoDate
  /** What is open, unless given. */
  amount?: Money
  method?: string
  reference?: string
  /** The bank account's, unless given. */
  accountId?: string
}

export type PlannedPayment = {
  invoice: Invoice
  payment: Payment
  applied: Application
  entry: NewEntry
  customer: string
}

/** What paying would do, without doing it. `ref` is empty until the payment is made. Throws `refused`, `not_found`. */
export async function planPayment(tx: Tx, input: NewPayment): Promise<PlannedPayment> {
  const invoice = await getInvoiceForChange(tx, input.invoiceId)
  const amount = input.amount ?? { minor: invoice.openMinor, currency: invoice.currency }
  const applied = applyPayment(invoice, amount)
  if (!applied.ok) throw refused(applied.problem)
  await requireOpenDate(tx, input.date)
  const { company: customer } = await getBillingParties(tx, invoice.companyId)
  const payment: Payment = {
    id: tx.newId(),
    ref: '',
    date: input.date,
    currency: amount.currency,
    amountMinor: amount.minor,
    unappliedMinor: applied.value.unappliedMinor,
    baseUnappliedMinor: applied.value.unappliedMinor,
    method: input.method ?? 'bank',
    reference: input.reference ?? null,
    companyId: invoice.companyId,
    accountId: input.accountId ?? (await getAccountFor(tx, 'bank')).id,
  }
  const receivable = (await getAccountFor(tx, 'receivable')).id
  const entry = paymentEntry(payment, invoice, applied.value, { id: tx.newId(), receivable, customer })
  return { invoice, payment, applied: applied.value, entry, customer }
}

/**
 * Records money that came in for an invoice: payment, allocation, entry and what stays open, in one transaction. Less than what
 * is open leaves it part-paid; more is held on account. Throws `refused`, `not_found`, `conflict`.
 */
export async function payInvoice(tx: Tx, input: NewPayment): Promise<{ invoice: Invoice; payment: Payment }> {
  const { invoice, payment, applied, entry } = await planPayment(tx, input)
  const made = { ...payment, ref: await nextRef(tx, 'payment', 'PAY') }
  await insertPayment(tx, made)
  await insertAllocation(tx, {
    id: tx.newId(),
    date: allocationDate(payment.date, invoice),
    amountMinor: applied.appliedMinor,
    paymentId: made.id,
    invoiceId: invoice.id,
  })
  await postEntries(tx, [entry])
  await linkPaymentEntry(tx, made.id, entry.id)
  await saveInvoice(tx, invoice, {
    openMinor: applied.openMinor,
    baseOpenMinor: applied.openMinor,
    status: applied.status,
  })
  await emit(tx, { kind: 'payment.recorded', data: { paymentId: made.id, invoiceId: invoice.id } })
  return { invoice: await getInvoice(tx, invoice.id), payment: made }
}

/** An advance settles nothing before the invoice exists: until then it stands as unapplied, so law 5 holds at any date. */
const allocationDate = (paidOn: IsoDate, { issueDate }: Invoice): IsoDate =>
  issueDate !== null && issueDate > paidOn ? issueDate : paidOn
