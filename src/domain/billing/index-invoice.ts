import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument } from '../../db/search-document.js'
import { invoiceName } from './invoice.js'
import type { InvoiceWithLines } from './invoice-store.js'

/** Makes an invoice findable by its customer, its references and what is on it. */
export const indexInvoice = (tx: Tx, invoice: InvoiceWithLines, customer: string): Promise<void> =>
  putSearchDocument(tx, {
    kind: 'invoice',
    id: invoice.id,
    ref: invoiceName(invoice),
    title: customer,
    body: [
      invoice.number,
      invoice.ref,
      invoice.poNumber,
      ...invoice.lines.map((line) => line.description),
      invoice.note,
    ],
  })
