import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import { type InvoiceDocument, postalLines } from '../../domain/billing/invoice-document.js'
import { longDate } from '../figures.js'
import { colours, plain } from './look.js'

/** Letterhead, title, the customer's address where a window envelope shows it, and the document's own data. */
export function invoiceHead(invoice: InvoiceDocument): Content {
  return {
    stack: [
      { columns: [sellerBlock(invoice), title(invoice)], margin: [0, 0, 0, 34] },
      { columns: [buyerBlock(invoice), { width: 'auto', ...facts(invoice) }], columnGap: 24, margin: [0, 0, 0, 28] },
    ],
  }
}

/** From the second page on. */
export function runningHead(invoice: InvoiceDocument): Content {
  const { muted } = colours(invoice)
  return {
    columns: [{ text: invoice.seller.name }, { text: `Invoice ${invoice.name}`, alignment: 'right' }],
    margin: [56, 32, 56, 0],
    color: muted,
    fontSize: 8,
  }
}

function sellerBlock(invoice: InvoiceDocument): Column {
  const { accent, muted } = colours(invoice)
  const { seller } = invoice
  const { letterhead } = seller
  const contact = [letterhead.phone, letterhead.email, letterhead.website].filter(Boolean).join('  ·  ')
  const lines = [...postalLines(letterhead, seller.country), contact].filter(Boolean)
  return {
    width: '*',
    stack: [
      { text: letterhead.legalName ?? seller.name, bold: true, fontSize: 15, color: accent, margin: [0, 0, 0, 4] },
      ...lines.map((text) => ({ text, color: muted, fontSize: 8 })),
    ],
  }
}

const title = (invoice: InvoiceDocument): Column => ({
  width: 'auto',
  text: invoice.status === 'draft' ? 'Draft invoice' : 'Invoice',
  fontSize: 20,
  alignment: 'right',
})

function buyerBlock(invoice: InvoiceDocument): Column {
  const { buyer, seller } = invoice
  const { muted } = colours(invoice)
  return {
    width: '*',
    stack: [
      { text: 'Bill to', color: muted, fontSize: 8, margin: [0, 0, 0, 3] },
      { text: buyer.name, bold: true, fontSize: 10.5 },
      ...(buyer.attention ? [{ text: `Attn. ${buyer.attention}` }] : []),
      ...postalLines(buyer.address, seller.country).map((text) => ({ text })),
      ...(buyer.taxId
        ? [{ text: `Tax ID ${buyer.taxId}`, margin: [0, 4, 0, 0] as [number, number, number, number] }]
        : []),
    ],
  }
}

function facts(invoice: InvoiceDocument): { layout: typeof plain; table: { body: TableCell[][] } } {
  const { muted } = colours(invoice)
  const pairs: [string, string | null][] = [
    [invoice.status === 'draft' ? 'Draft' : 'Invoice number', invoice.name],
    [invoice.status === 'draft' ? 'Intended date' : 'Invoice date', longDate(invoice.date)],
    ['Due date', invoice.dueDate && longDate(invoice.dueDate)],
    ['Payment terms', invoice.termsDays === 0 ? 'Due on receipt' : `${invoice.termsDays} days net`],
    ['Your order', invoice.poNumber],
    ['Customer', invoice.buyer.ref],
  ]
  return {
    layout: plain,
    table: {
      body: pairs.flatMap(([label, value]) =>
        value
          ? [
              [
                { text: label, color: muted },
                { text: value, alignment: 'right' as const, bold: label.includes('number') || label === 'Due date' },
              ],
            ]
          : [],
      ),
    },
  }
}
