import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { StatementOfCurrency } from '../../domain/billing/statement.js'
import type { StatementDocument } from '../../domain/billing/statement-document.js'
import { daysBetween, shortDate } from '../../lib/dates.js'
import { figure } from '../figures.js'
import { colours, ruled } from '../invoice/look.js'

/** Each open document: of when, due when, how late. What is held on account is below zero. */
export function openTable(letter: StatementDocument, { currency, open, closingMinor }: StatementOfCurrency): Content {
  const { accent } = colours(letter)
  const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', noWrap: true, bold })
  const head = ['Document', 'Dated', 'Due', 'Days late', `Open ${currency}`].map(
    (text, i): TableCell => ({
      text,
      bold: true,
      fontSize: 8,
      color: accent,
      ...(i > 2 ? { alignment: 'right' } : {}),
    }),
  )
  const late = (dueDate: string | null) => (dueDate === null ? 0 : Math.max(0, daysBetween(dueDate, letter.to)))
  return {
    layout: ruled(letter),
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 'auto', 'auto', 'auto', 'auto'],
      body: [
        head,
        ...open.map(({ ref, date, dueDate, minor }): TableCell[] => [
          { text: minor < 0n ? `${ref} (held for you)` : ref },
          { text: shortDate(date), noWrap: true },
          { text: dueDate ? shortDate(dueDate) : '', noWrap: true },
          right(late(dueDate) > 0 ? `${late(dueDate)}` : ''),
          right(figure(minor, currency)),
        ]),
        [{ text: 'Balance', bold: true }, '', '', '', right(figure(closingMinor, currency), true)],
      ],
    },
  }
}
