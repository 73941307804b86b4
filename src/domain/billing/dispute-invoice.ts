import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { decideDispute, type Invoice, invoiceName } from './invoice.js'
import { getInvoice, getInvoiceForChange, saveInvoice } from './invoice-store.js'

/** Notes that a customer objects: nobody is reminded of it until that is settled. Throws `refused`. */
export async function disputeInvoice(tx: Tx, invoiceId: string, reason: string): Promise<Invoice> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const decided = decideDispute(invoice)
  if (!decided.ok) throw refused(decided.problem)
  await saveInvoice(tx, invoice, { disputedAt: tx.now, disputeReason: reason })
  return getInvoice(tx, invoiceId)
}

/** The objection is settled; answers what it was. Throws `refused`. */
export async function settleDispute(tx: Tx, invoiceId: string): Promise<{ invoice: Invoice; reason: string }> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const { disputeReason } = invoice
  if (disputeReason === null) throw refused(`${invoiceName(invoice)} isn't disputed.`)
  await saveInvoice(tx, invoice, { disputedAt: null, disputeReason: null })
  return { invoice: await getInvoice(tx, invoiceId), reason: disputeReason }
}
