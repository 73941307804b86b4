import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { emit } from './events.js'
import { decideVoid, type Invoice } from './invoice.js'
import { getInvoice, getInvoiceForChange, saveInvoice } from './invoice-store.js'

/** Sets a draft aside for good; its deal can be invoiced anew. Throws `refused` for what is issued. */
export async function voidInvoice(tx: Tx, invoiceId: string): Promise<Invoice> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const decided = decideVoid(invoice)
  if (!decided.ok) throw refused(decided.problem)
  await saveInvoice(tx, invoice, { status: 'void' })
  await emit(tx, { kind: 'invoice.voided', data: { invoiceId } })
  return getInvoice(tx, invoiceId)
}
