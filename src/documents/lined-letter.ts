import type { Content, Node, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { letterFoot } from './invoice/foot.js'
import { runningHead } from './invoice/head.js'
import type { Lined } from './invoice/line-table.js'
import { colours } from './invoice/look.js'
import { type PdfDefinition, renderPdf } from './render-pdf.js'

/** A letter with lines that go over pages: what kind it is, whom it is for, and what stands on it. */
export type LinedLetter = Lined &
  Pick<InvoiceDocument, 'name'> & {
    kind: string
    buyerName: string
    content: Content[]
    /** Across each page of what is not the real thing. */
    watermark?: string | undefined
  }

/** On which page each line came to stand, by its position. */
type Places = Map<number, number>

/**
 * One page or many, any ISO 4217 currency; paper is Letter for companies in North America, else A4. Where lines stand on several
 * pages it is laid out twice: what is carried forward to a page is known only after the first time.
 */
export async function linedLetterPdf(make: () => LinedLetter): Promise<Uint8Array> {
  const places: Places = new Map()
  const once = await renderPdf(definitionOf(make(), places, new Map()))
  if (Math.max(1, ...places.values()) === 1) return once
  const letter = make()
  return renderPdf(definitionOf(letter, new Map(), carriedTo(letter, places)))
}

function definitionOf(letter: LinedLetter, places: Places, carried: ReadonlyMap<number, bigint>): PdfDefinition {
  const { dark } = colours(letter)
  return {
    pageSize: ['US', 'CA'].includes(letter.seller.country) ? 'LETTER' : 'A4',
    pageMargins: [56, 64, 56, 76],
    info: { title: `${letter.kind} ${letter.name}`, author: letter.seller.name, subject: `For ${letter.buyerName}` },
    defaultStyle: { font: 'DejaVu', fontSize: 9, color: dark, lineHeight: 1.2 },
    header: (page) => (page === 1 ? null : runningHead(letter, letter.kind, carried.get(page))),
    footer: (page, pages) => letterFoot(letter, page, pages),
    pageBreakBefore: (node) => note(places, node),
    content: letter.content,
    ...stamp(letter.watermark),
  }
}

/** Asked of every node once it is laid out; no page is broken by it. */
function note(places: Places, { id, startPosition }: Node): false {
  const position = /^line (\d+)$/.exec(id ?? '')?.[1]
  if (position) places.set(Number(position), startPosition.pageNumber)
  return false
}

/** The net of all lines on earlier pages, for each page that has lines. */
function carriedTo({ lines }: Lined, places: Places): Map<number, bigint> {
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

const stamp = (text: string | undefined): Pick<TDocumentDefinitions, 'watermark'> =>
  text ? { watermark: { text, color: '#94a3b8', opacity: 0.16, bold: true, angle: -40 } } : {}
