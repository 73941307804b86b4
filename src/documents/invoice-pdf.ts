import type { Node, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { letterFoot } from './invoice/foot.js'
import { invoiceHead, runningHead, titleOf } from './invoice/head.js'
import { lineTable } from './invoice/line-table.js'
import { colours } from './invoice/look.js'
import { paymentBox } from './invoice/payment-box.js'
import { totals } from './invoice/totals.js'
import { type PdfDefinition, renderPdf } from './render-pdf.js'

/** On which page each line came to stand, by its position. */
type Places = Map<number, number>

/**
 * The invoice or credit note as a customer gets it: one page or many, any ISO 4217 currency. A draft or void one is marked across
 * the page, so that nobody mistakes it for the real thing. Paper is Letter for companies in North America, else A4. Where lines
 * stand on several pages it is laid out twice: what is carried forward to a page is known only after the first time.
 */
export async function invoicePdf(invoice: InvoiceDocument): Promise<Uint8Array> {
  const places: Places = new Map()
  const once = await renderPdf(definitionOf(invoice, places, new Map()))
  if (Math.max(1, ...places.values()) === 1) return once
  return renderPdf(definitionOf(invoice, new Map(), carriedTo(invoice, places)))
}

function definitionOf(invoice: InvoiceDocument, places: Places, carried: ReadonlyMap<number, bigint>): PdfDefinition {
  const { dark } = colours(invoice)
  return {
    pageSize: ['US', 'CA'].includes(invoice.seller.country) ? 'LETTER' : 'A4',
    pageMargins: [56, 64, 56, 76],
    info: {
      title: `${titleOf(invoice)} ${invoice.name}`,
      author: invoice.seller.name,
      subject: `For ${invoice.buyer.name}`,
    },
    defaultStyle: { font: 'DejaVu', fontSize: 9, color: dark, lineHeight: 1.2 },
    header: (page) => (page === 1 ? null : runningHead(invoice, carried.get(page))),
    footer: (page, pages) => letterFoot(invoice, page, pages),
    pageBreakBefore: (node) => note(places, node),
    content: [
      invoiceHead(invoice),
      lineTable(invoice),
      { unbreakable: true, stack: [totals(invoice), ...paymentBox(invoice)] },
      ...(invoice.note ? [{ text: invoice.note, margin: [0, 16, 0, 0] as [number, number, number, number] }] : []),
    ],
    ...stamp(invoice),
  }
}

/** Asked of every node once it is laid out; no page is broken by it. */
function note(places: Places, { id, startPosition }: Node): false {
  const position = /^line (\d+)$/.exec(id ?? '')?.[1]
  if (position) places.set(Number(position), startPosition.pageNumber)
  return false
}

/** The net of all lines on earlier pages, for each page that has lines. */
function carriedTo({ lines }: InvoiceDocument, places: Places): Map<number, bigint> {
  const carried = new Map<number, bigint>()
  for (const page of new Set(places.values())) {
    const before = lines.filter(({ position }) => (places.get(position) ?? page) < page)
    if (page > 1)
      carried.set(
        page,
        before.reduce((sum, { netMinor }) => sum + netMinor, 0n),
      )
  }
  return carried
}

function stamp({ status }: InvoiceDocument): Pick<TDocumentDefinitions, 'watermark'> {
  if (status !== 'draft' && status !== 'void') return {}
  return { watermark: { text: status.toUpperCase(), color: '#94a3b8', opacity: 0.16, bold: true, angle: -40 } }
}
