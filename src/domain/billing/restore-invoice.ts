import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { emit } from './events.js'
import { type Invoice, invoiceName } from './invoice.js'
import { findInvoiceOfDeal, getInvoice, getInvoiceForChange, saveInvoice } from './invoice-store.js'

/** Takes a void draft up again, unless its deal was invoiced anew meanwhile. Throws `refused`. */
export async function restoreInvoice(tx: Tx, invoiceId: string): Promise<Invoice> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const name = invoiceName(invoice)
  if (invoice.status !== 'void') throw refused(`${name} isn't void, so there is nothing to restore.`)
  const other = invoice.dealId && (await findInvoiceOfDeal(tx, invoice.dealId))
  if (other) throw refused(`The deal of ${name} is on ${invoiceName(other)} by now.`)
  await saveInvoice(tx, invoice, { status: 'draft' })
  await emit(tx, { kind: 'invoice.drafted', data: { invoiceId } })
  return getInvoice(tx, invoiceId)
}
