import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { spacedIban } from '../../lib/iban.js'
import { amount, longDate } from '../figures.js'
import { epcText } from './epc.js'
import { colours } from './look.js'

/** How to pay: amount, date, account, and the reference by which the money will be recognised. Nothing where nothing is due. */
export function paymentBox(invoice: InvoiceDocument): Content[] {
  if (invoice.kind === 'credit_note') return credited(invoice)
  if (invoice.status !== 'issued' && invoice.status !== 'part_paid') return paid(invoice)
  const due = amount({ minor: invoice.openMinor, currency: invoice.currency })
  const by = invoice.dueDate ? ` by ${longDate(invoice.dueDate)}` : ''
  return [howToPay(invoice, `Please pay ${due}${by}.`, invoice.name, qrCode(invoice))]
}

/** The account that money goes to, with what is asked and the words that it is known by when it comes. */
export function howToPay(
  letter: Pick<InvoiceDocument, 'seller'>,
  asked: string,
  reference: string,
  beside: TableCell = { text: '' },
): Content {
  const { accent, muted, tint } = colours(letter)
  const { bank, iban, bic } = letter.seller.letterhead
  const account: [string, string | undefined][] = [
    ['Bank', bank],
    ['IBAN / account', iban && spacedIban(iban)],
    ['BIC', bic],
    ['Reference', reference],
  ]
  const cells = account.flatMap(([label, value]): Column[] => (value ? [named(label, value, muted)] : []))
  return {
    margin: [0, 26, 0, 0],
    layout: boxed(tint, accent),
    table: {
      widths: ['*', 'auto'],
      body: [
        [
          {
            stack: [
              { text: asked, bold: true },
              { columns: cells, columnGap: 22, margin: [0, 6, 0, 0] },
            ],
          },
          beside,
        ],
      ],
    },
  }
}

const named = (label: string, value: string, muted: string): Column => ({
  width: 'auto',
  stack: [
    { text: label, color: muted, fontSize: 7.5 },
    { text: value, noWrap: true, bold: label === 'Reference' },
  ],
})

const paid = ({ status }: InvoiceDocument): Content[] =>
  status === 'credited'
    ? [{ text: 'Credited in full: nothing is to be paid.', bold: true, margin: [0, 26, 0, 0] }]
    : status === 'paid'
      ? [{ text: 'Paid in full. Thank you.', bold: true, margin: [0, 26, 0, 0] }]
      : []

/** Scanned by a banking app, it fills in the transfer; only where the account and the euro allow it. */
function qrCode(invoice: InvoiceDocument): TableCell {
  const text = epcText(invoice)
  if (text === null) return { text: '' }
  return {
    stack: [
      { qr: text, fit: 76, eccLevel: 'M' },
      { text: 'Scan to pay', fontSize: 6.5, alignment: 'center' },
    ],
  }
}

function credited({ openMinor, totalMinor, currency, corrects, status }: InvoiceDocument): Content[] {
  if (status === 'draft' || status === 'void') return []
  const set =
    corrects && openMinor < totalMinor
      ? `${amount({ minor: totalMinor - openMinor, currency })} was set against ${corrects.name}. `
      : ''
  const held = openMinor > 0n ? `${amount({ minor: openMinor, currency })} stands to your credit.` : ''
  return [{ text: `${set}${held}`.trim(), bold: true, margin: [0, 26, 0, 0] }]
}

/** A tinted box with the accent as its left edge. */
const boxed = (tint: string, accent: string) => ({
  hLineWidth: () => 0,
  vLineWidth: (i: number) => (i === 0 ? 3 : 0),
  vLineColor: () => accent,
  fillColor: () => tint,
  paddingLeft: () => 12,
  paddingRight: () => 12,
  paddingTop: () => 9,
  paddingBottom: () => 8,
})
