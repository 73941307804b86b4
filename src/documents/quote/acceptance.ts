import type { Column, Content } from 'pdfmake/interfaces.js'
import type { QuoteDocument } from '../../domain/billing/quote-document.js'
import { longDate } from '../figures.js'
import { colours } from '../invoice/look.js'

/** How to say yes, and where to sign. */
export function acceptance(quote: QuoteDocument): Content {
  const { muted, rule } = colours(quote)
  const line = (label: string): Column => ({
    width: '*',
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 210, y2: 0, lineWidth: 0.8, lineColor: rule }] },
      { text: label, color: muted, fontSize: 8, margin: [0, 3, 0, 0] },
    ],
  })
  return {
    margin: [0, 26, 0, 0],
    stack: [
      {
        text: `This quote is valid until ${longDate(quote.validUntil)}. To accept it, answer our mail or return it signed.`,
      },
      { columns: [line('Place and date'), line('Name and signature')], columnGap: 28, margin: [0, 42, 0, 0] },
    ],
  }
}
