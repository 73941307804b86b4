import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { invoiceFoot } from './invoice/foot.js'
import { invoiceHead, runningHead } from './invoice/head.js'
import { lineTable } from './invoice/line-table.js'
import { colours } from './invoice/look.js'
import { paymentBox } from './invoice/payment-box.js'
import { totals } from './invoice/totals.js'
import { renderPdf } from './render-pdf.js'

/**
 * The invoice as a customer gets it: one page or many, any ISO 4217 currency. A draft or void one is marked across the page, so
 * that nobody mistakes it for the real thing. Paper is Letter for companies in North America, else A4.
 */
export function invoicePdf(invoice: InvoiceDocument): Promise<Uint8Array> {
  const { dark } = colours(invoice)
  const kind = invoice.status === 'draft' ? 'Draft invoice' : 'Invoice'
  const definition: TDocumentDefinitions = {
    pageSize: ['US', 'CA'].includes(invoice.seller.country) ? 'LETTER' : 'A4',
    pageMargins: [56, 64, 56, 76],
    info: { title: `${kind} ${invoice.name}`, author: invoice.seller.name, subject: `For ${invoice.buyer.name}` },
    defaultStyle: { font: 'DejaVu', fontSize: 9, color: dark, lineHeight: 1.2 },
    header: (page) => (page === 1 ? null : runningHead(invoice)),
    footer: (page, pages) => invoiceFoot(invoice, page, pages),
    content: [
      invoiceHead(invoice),
      lineTable(invoice),
      { unbreakable: true, stack: [totals(invoice), ...paymentBox(invoice)] },
      ...(invoice.note ? [{ text: invoice.note, margin: [0, 16, 0, 0] as [number, number, number, number] }] : []),
    ],
    ...stamp(invoice),
  }
  return renderPdf(definition)
}

function stamp({ status }: InvoiceDocument): Pick<TDocumentDefinitions, 'watermark'> {
  if (status !== 'draft' && status !== 'void') return {}
  return { watermark: { text: status.toUpperCase(), color: '#94a3b8', opacity: 0.16, bold: true, angle: -40 } }
}
