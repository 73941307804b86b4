import type { Content } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { colours } from './look.js'

/** What the law wants on each page of a letter (name, registration, tax id), and which page it is. */
export function invoiceFoot(invoice: InvoiceDocument, page: number, pages: number): Content {
  const { muted, rule } = colours(invoice)
  const { name, letterhead } = invoice.seller
  const imprint = [
    letterhead.legalName ?? name,
    letterhead.registration,
    letterhead.taxId && `Tax ID ${letterhead.taxId}`,
  ]
  return {
    margin: [56, 18, 56, 0],
    fontSize: 7.5,
    color: muted,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 483, y2: 0, lineWidth: 0.5, lineColor: rule }] },
      {
        margin: [0, 6, 0, 0],
        columns: [
          { width: '*', text: imprint.filter(Boolean).join('  ·  ') },
          { width: 'auto', text: `${invoice.name}  ·  Page ${page} of ${pages}`, alignment: 'right' },
        ],
      },
    ],
  }
}
