import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import type { Invoice } from './invoice.js'
import { getInvoice, getInvoiceForChange } from './invoice-store.js'
import type { DifferenceMethod, MoneyMethod, Payment } from './payment.js'
import type { NewPayment } from './plan-payment.js'
import { type PlannedSettlement, planPayment, recordPayment } from './record-payment.js'

export type InvoicePayment = {
  invoiceId: string
  date: IsoDate
  /** What is open less the differences, unless given. */
  amount?: Money
  /** What the bank account moved by, where it is kept in another currency. */
  moved?: Money
  method?: MoneyMethod
  reference?: string
  /** The bank account's, unless given. */
  accountId?: string
  /** What is settled without money together with it, minor units by method; a discount gives its tax back as well. */
  differences?: Partial<Record<DifferenceMethod, bigint>>
}

export type PlannedInvoicePayment = PlannedSettlement & { invoice: Invoice; amount: Money }

/** What paying would do, without doing it. Throws `refused`, `not_found`. */
export async function planInvoicePayment(tx: Tx, input: InvoicePayment): Promise<PlannedInvoicePayment> {
  const invoice = await getInvoiceForChange(tx, input.invoiceId)
  const payment = paymentOf(invoice, input)
  return { ...(await planPayment(tx, payment)), invoice, amount: payment.amount }
}

/**
 * Records money that came in for an invoice: less than what is open leaves it part-paid, more is held on account. Throws `refused`,
 * `not_found`, `conflict`.
 */
export async function payInvoice(
  tx: Tx,
  input: InvoicePayment,
): Promise<{ invoice: Invoice; payment: Payment; payments: readonly Payment[] }> {
  const invoice = await getInvoiceForChange(tx, input.invoiceId)
  const { payments } = await recordPayment(tx, paymentOf(invoice, input))
  const [payment] = payments
  if (!payment) throw new Error('A payment was recorded without a row')
  return { invoice: await getInvoice(tx, invoice.id), payment, payments }
}

function paymentOf(invoice: Invoice, { invoiceId, differences = {}, ...input }: InvoicePayment): NewPayment {
  const of = { kind: invoice.kind, id: invoiceId }
  const given = Object.entries(differences).map(([method, amountMinor]) => ({
    method: method as DifferenceMethod,
    of,
    amountMinor,
    relief: method === 'discount',
  }))
  const without = given.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  const open = invoice.openMinor - without
  return {
    ...input,
    direction: 'in',
    party: { companyId: invoice.companyId },
    amount: input.amount ?? money(open > 0n ? open : 0n, invoice.currency),
    settle: [of],
    differences: given,
  }
}
