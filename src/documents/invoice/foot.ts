import type { Content } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { visual } from '../visual.js'
import { colours } from './look.js'

/** What the law wants on each page of a letter (name, registration, tax id), and which page it is. */
export function letterFoot(letter: Pick<InvoiceDocument, 'seller' | 'name'>, page: number, pages: number): Content {
  const { muted, rule } = colours(letter)
  const { name, letterhead } = letter.seller
  const imprint = [
    letterhead.legalName ?? name,
    letterhead.registration,
    letterhead.taxId && `Tax ID ${letterhead.taxId}`,
  ]
  return {
    margin: [56, 18, 56, 0],
    fontSize: 7.5,
    color: muted,
    layout: {
      hLineWidth: (i) => (i === 0 ? 0.5 : 0),
      hLineColor: () => rule,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 6,
    },
    table: {
      widths: ['*', 'auto'],
      body: [
        [
          { text: imprint.flatMap((part) => (part ? [visual(part)] : [])).join('  ·  ') },
          { text: `${letter.name}  ·  Page ${page} of ${pages}`, alignment: 'right' },
        ],
      ],
    },
  }
}
