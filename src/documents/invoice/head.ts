import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { postalLines } from '../../domain/billing/postal-lines.js'
import { amount, longDate } from '../figures.js'
import { visual } from '../visual.js'
import { colours, plain } from './look.js'

/** Letterhead, title, the customer's address where a window envelope shows it, and the document's own data. */
export function invoiceHead(invoice: InvoiceDocument): Content {
  return {
    stack: [
      { columns: [sellerBlock(invoice), title(titleOf(invoice))], margin: [0, 0, 0, 34] },
      {
        columns: [
          buyerBlock(invoice, invoice.kind === 'invoice' ? 'Bill to' : 'Credit to'),
          { width: 'auto', ...facts(invoice) },
        ],
        columnGap: 24,
        margin: [0, 0, 0, 28],
      },
    ],
  }
}

/** From the second page on. */
export function runningHead(
  letter: Pick<InvoiceDocument, 'seller' | 'currency' | 'name'>,
  kind: string,
  carried: bigint | undefined,
): Content {
  const { muted } = colours(letter)
  return {
    columns: [
      { text: visual(letter.seller.name) },
      ...(carried === undefined
        ? []
        : [
            {
              text: `Carried forward ${amount({ minor: carried, currency: letter.currency })}`,
              alignment: 'center' as const,
            },
          ]),
      { text: `${kind} ${letter.name}`, alignment: 'right' },
    ],
    margin: [56, 32, 56, 0],
    color: muted,
    fontSize: 8,
  }
}

export function sellerBlock({ seller }: Pick<InvoiceDocument, 'seller'>): Column {
  const { accent, muted } = colours({ seller })
  const { letterhead } = seller
  const contact = [letterhead.phone, letterhead.email, letterhead.website].filter(Boolean).join('  ·  ')
  const lines = [...postalLines(letterhead, seller.country).map(visual), contact].filter(Boolean)
  return {
    width: '*',
    stack: [
      ...(letterhead.logo
        ? [
            {
              image: letterhead.logo,
              fit: [150, 48] as [number, number],
              margin: [0, 0, 0, 8] as [number, number, number, number],
            },
          ]
        : []),
      {
        text: visual(letterhead.legalName ?? seller.name),
        bold: true,
        fontSize: 15,
        color: accent,
        margin: [0, 0, 0, 4],
      },
      ...lines.map((text) => ({ text, color: muted, fontSize: 8 })),
    ],
  }
}

/** What kind of document it is. */
export function titleOf({ kind, status }: InvoiceDocument): string {
  const name = kind === 'invoice' ? 'Invoice' : 'Credit note'
  return status === 'draft' ? `Draft ${name.toLowerCase()}` : name
}

export const title = (text: string): Column => ({
  width: 'auto',
  text,
  fontSize: 20,
  alignment: 'right',
})

type Addressed = {
  seller: InvoiceDocument['seller']
  buyer: Pick<InvoiceDocument['buyer'], 'name' | 'taxId' | 'address' | 'attention'>
}

export function buyerBlock({ buyer, seller }: Addressed, label: string): Column {
  const { muted } = colours({ seller })
  return {
    width: '*',
    stack: [
      { text: label, color: muted, fontSize: 8, margin: [0, 0, 0, 3] },
      { text: visual(buyer.name), bold: true, fontSize: 10.5 },
      ...(buyer.attention ? [{ text: `Attn. ${visual(buyer.attention)}` }] : []),
      ...postalLines(buyer.address, seller.country).map((text) => ({ text: visual(text) })),
      ...(buyer.taxId
        ? [{ text: `Tax ID ${buyer.taxId}`, margin: [0, 4, 0, 0] as [number, number, number, number] }]
        : []),
    ],
  }
}

function facts(invoice: InvoiceDocument) {
  const owed = invoice.kind === 'invoice'
  return factTable(invoice, [
    [invoice.status === 'draft' ? 'Draft' : `${titleOf(invoice)} number`, invoice.name],
    [invoice.status === 'draft' ? 'Intended date' : 'Date', longDate(invoice.date)],
    ['For invoice', invoice.corrects && invoice.corrects.name],
    ['Invoiced on', invoice.corrects?.date ? longDate(invoice.corrects.date) : null],
    ['Tax point', invoice.taxPoint && longDate(invoice.taxPoint)],
    ['Due date', owed && invoice.dueDate ? longDate(invoice.dueDate) : null],
    ['Payment terms', !owed ? null : invoice.termsDays === 0 ? 'Due on receipt' : `${invoice.termsDays} days net`],
    ['Your order', invoice.poNumber && visual(invoice.poNumber)],
    ['Customer', invoice.buyer.ref],
  ])
}

/** Label and value, those that are there. */
export function factTable(
  letter: Pick<InvoiceDocument, 'seller'>,
  pairs: readonly (readonly [label: string, value: string | null])[],
): { layout: typeof plain; table: { body: TableCell[][] } } {
  const { muted } = colours(letter)
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
