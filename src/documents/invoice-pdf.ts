import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { invoiceHead, titleOf } from './invoice/head.js'
import { lineTable } from './invoice/line-table.js'
import { paymentBox } from './invoice/payment-box.js'
import { totals } from './invoice/totals.js'
import { linedLetterPdf } from './lined-letter.js'
import { visualLines } from './visual.js'

/**
 * The invoice or credit note as a customer gets it. A draft or void one is marked across the page, so that nobody mistakes it for
 * the real thing.
 */
export const invoicePdf = (invoice: InvoiceDocument): Promise<Uint8Array> =>
  linedLetterPdf(() => ({
    ...invoice,
    kind: titleOf(invoice),
    buyerName: invoice.buyer.name,
    watermark: invoice.status === 'draft' || invoice.status === 'void' ? invoice.status.toUpperCase() : undefined,
    content: [
      invoiceHead(invoice),
      lineTable(invoice),
      { unbreakable: true, stack: [totals(invoice), ...paymentBox(invoice)] },
      ...(invoice.note
        ? [{ text: visualLines(invoice.note), margin: [0, 16, 0, 0] as [number, number, number, number] }]
        : []),
    ],
  }))
