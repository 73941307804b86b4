import type { Content } from 'pdfmake/interfaces.js'
import type { QuoteDocument } from '../domain/billing/quote-document.js'
import { longDate } from './figures.js'
import { buyerBlock, factTable, sellerBlock, title } from './invoice/head.js'
import { lineTable } from './invoice/line-table.js'
import { totals } from './invoice/totals.js'
import { linedLetterPdf } from './lined-letter.js'
import { acceptance } from './quote/acceptance.js'
import { visual } from './visual.js'

const TITLE = 'Quote'

/** The offer as a customer gets it, on the invoice's letterhead, with where to sign; a draft is marked as one. */
export const quotePdf = (quote: QuoteDocument): Promise<Uint8Array> =>
  linedLetterPdf(() => ({
    ...quote,
    kind: TITLE,
    buyerName: quote.buyer.name,
    watermark: quote.status === 'draft' ? 'DRAFT' : undefined,
    content: [
      head(quote),
      lineTable(quote),
      {
        unbreakable: true,
        stack: [
          totals(quote),
          ...(quote.note ? [{ text: quote.note, margin: [0, 16, 0, 0] as [number, number, number, number] }] : []),
          acceptance(quote),
        ],
      },
    ],
  }))

const head = (quote: QuoteDocument): Content => ({
  stack: [
    { columns: [sellerBlock(quote), title(TITLE)], margin: [0, 0, 0, 34] },
    {
      columns: [
        buyerBlock(quote, 'For'),
        {
          width: 'auto',
          ...factTable(quote, [
            ['Quote number', quote.name],
            ['Date', longDate(quote.date)],
            ['Valid until', longDate(quote.validUntil)],
            ['Your contact', visual(quote.by)],
            ['Customer', quote.buyer.ref],
          ]),
        },
      ],
      columnGap: 24,
      margin: [0, 0, 0, 28],
    },
    { text: visual(quote.title), bold: true, fontSize: 11, margin: [0, 0, 0, 10] },
  ],
})
