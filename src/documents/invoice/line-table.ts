import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { DocumentLine, InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { unitShort } from '../../domain/billing/unit.js'
import { figure, longDate, percent, quantity } from '../figures.js'
import { visual } from '../visual.js'
import { colours, ruled } from './look.js'

/** What has lines: an invoice, a quote. */
export type Lined = Pick<InvoiceDocument, 'seller' | 'currency' | 'lines'>

type LineColumn = {
  head: string
  width: string | number
  right: boolean
  cell: (line: DocumentLine, currency: string) => string
}

/** The lines, under heads that stand again on every page; figures to the right. Columns nobody needs are left out. */
export function lineTable(invoice: Lined): Content {
  const { accent } = colours(invoice)
  const columns = columnsOf(invoice)
  const head: TableCell[] = columns.map(({ head, right }) => ({
    text: head,
    bold: true,
    fontSize: 8,
    color: accent,
    ...(right ? { alignment: 'right', noWrap: true } : {}),
  }))
  const body = invoice.lines.map((line) =>
    columns.map(({ right, cell }, index): TableCell => {
      const text = cell(line, invoice.currency)
      return right ? { text, alignment: 'right', noWrap: true } : { text, ...placed(line, index) }
    }),
  )
  return {
    layout: ruled(invoice),
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: columns.map(({ width }) => width),
      body: [head, ...body],
    },
  }
}

function columnsOf({ lines, currency }: Lined): LineColumn[] {
  const discounted = lines.some((line) => line.discountBp > 0)
  const taxed = lines.some((line) => line.tax !== null)
  return [
    { head: '', width: 'auto', right: false, cell: (line) => String(line.position) },
    { head: 'Description', width: '*', right: false, cell: (line) => described(line) },
    { head: 'Quantity', width: 'auto', right: true, cell: counted },
    { head: 'Unit price', width: 'auto', right: true, cell: (line) => figure(line.unitPriceMinor, currency) },
    ...(discounted
      ? [
          {
            head: 'Discount',
            width: 'auto',
            right: true,
            cell: (line: DocumentLine) => (line.discountBp ? percent(line.discountBp) : ''),
          },
        ]
      : []),
    ...(taxed ? [{ head: 'Tax', width: 'auto', right: true, cell: (line: DocumentLine) => line.tax ?? '' }] : []),
    { head: `Amount ${currency}`, width: 'auto', right: true, cell: (line) => figure(line.netMinor, currency) },
  ]
}

/** The first cell of a line knows which line it is, so that it can be told on which page it came to stand. */
const placed = ({ position }: DocumentLine, column: number): { id?: string } =>
  column === 0 ? { id: `line ${position}` } : {}

const described = ({ description, serviceFrom, serviceTo }: DocumentLine): string =>
  serviceFrom && serviceTo
    ? `${visual(description)}\n${longDate(serviceFrom)} – ${longDate(serviceTo)}`
    : visual(description)

const counted = ({ quantityMilli, unit }: DocumentLine): string =>
  `${quantity(quantityMilli)}${unitShort(unit) && `\u00a0${unitShort(unit)}`}`
