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
    body: [invoice.number, ...searchBodyOf(invoice)],
  })

/** What an invoice is found by beside its number and its customer. */
export const searchBodyOf = ({ ref, poNumber, lines, note }: InvoiceWithLines): (string | null)[] => [
  ref,
  poNumber,
  ...lines.map(({ description }) => description),
  note,
]
