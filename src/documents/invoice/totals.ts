import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { TaxTotal } from '../../domain/billing/invoice-amounts.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { amount, figure, percent } from '../figures.js'
import { visual } from '../visual.js'
import { colours } from './look.js'

/** What comes to something: an invoice, with what is paid of it, or a quote. */
type Totalled = Pick<InvoiceDocument, 'seller' | 'currency' | 'discount' | 'netMinor' | 'taxes' | 'totalMinor'> &
  Partial<Pick<InvoiceDocument, 'kind' | 'taxInBooks' | 'paidMinor' | 'openMinor'>>

type Emphasis = 'plain' | 'total' | 'due'

/** A label with its amount; null where the label says all. */
type Sum = [label: string, minor: bigint | null, emphasis: Emphasis]

/** Net, tax per code with what it is taken on, total; what is paid and due where that differs. To the right, under the amounts. */
export function totals(invoice: Totalled): Content {
  const { currency } = invoice
  const rows: Sum[] = [
    ...(invoice.discount ? discounted(invoice, invoice.discount) : []),
    ['Net amount', invoice.netMinor, 'plain'],
    ...invoice.taxes.flatMap((total): Sum[] =>
      total.tax ? [[taxLabel(total, invoice), total.taxMinor, 'plain']] : [],
    ),
    ['Total', invoice.totalMinor, 'total'],
    ...(invoice.taxInBooks
      ? ([
          [
            `Tax in ${invoice.taxInBooks.currency}: ${figure(invoice.taxInBooks.minor, invoice.taxInBooks.currency)}`,
            null,
            'plain',
          ],
        ] as Sum[])
      : []),
    ...(invoice.paidMinor !== undefined && invoice.paidMinor > 0n
      ? ([
          [invoice.kind === 'invoice' ? 'Paid or credited' : 'Used', -invoice.paidMinor, 'plain'],
          [invoice.kind === 'invoice' ? 'Amount due' : 'To your credit', invoice.openMinor ?? 0n, 'due'],
        ] as Sum[])
      : []),
  ]
  return {
    margin: [0, 10, 0, 0],
    columns: [
      { width: '*', text: '' },
      {
        width: 'auto',
        layout: sums(
          rows.map(([, , emphasis]) => emphasis),
          invoice,
        ),
        table: { body: rows.map(([label, minor, emphasis]) => row(label, minor, emphasis, currency)) },
      },
    ],
  }
}

/** The sum of the lines and what is taken off it. */
const discounted = ({ netMinor }: Totalled, { minor, bp }: NonNullable<InvoiceDocument['discount']>): Sum[] => [
  ['Sum of lines', netMinor + minor, 'plain'],
  [bp === null ? 'Discount' : `Discount ${percent(bp)}`, -minor, 'plain'],
]

/** With one code the net above says what it is taken on; with several each says its own. */
function taxLabel({ tax, netMinor }: TaxTotal, { taxes, currency }: Totalled): string {
  const name = visual(tax?.name ?? 'No tax')
  return taxes.length === 1 ? name : `${name} on ${figure(netMinor, currency)}`
}

function row(label: string, minor: bigint | null, emphasis: Emphasis, currency: string): TableCell[] {
  const strong = emphasis !== 'plain'
  const text = minor === null ? '' : strong ? amount({ minor, currency }) : figure(minor, currency)
  const style = strong ? { bold: true, fontSize: 11 } : {}
  return [
    { text: label, ...style },
    { text, alignment: 'right', noWrap: true, ...style },
  ]
}

function sums(emphases: readonly Emphasis[], invoice: Totalled) {
  const { dark } = colours(invoice)
  return {
    hLineWidth: (i: number) => (emphases[i] === 'plain' || emphases[i] === undefined ? 0 : 0.8),
    hLineColor: () => dark,
    vLineWidth: () => 0,
    paddingLeft: (i: number) => (i === 0 ? 4 : 28),
    paddingRight: () => 0,
    paddingTop: () => 4,
    paddingBottom: () => 3,
  }
}
