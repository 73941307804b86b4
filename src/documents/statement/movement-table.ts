import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { StatementLine, StatementOfCurrency } from '../../domain/billing/statement.js'
import type { StatementDocument } from '../../domain/billing/statement-document.js'
import { shortDate } from '../../lib/dates.js'
import { figure } from '../figures.js'
import { colours, ruled } from '../invoice/look.js'

/** What the account opened with, each change with the balance after it, and what it closed with; heads stand on every page. */
export function movementTable(letter: StatementDocument, account: StatementOfCurrency): Content {
  const { accent } = colours(letter)
  const { currency } = account
  const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', noWrap: true, bold })
  const head = ['Date', 'Document', '', 'Charged', 'Credited', `Balance ${currency}`].map(
    (text, i): TableCell => ({
      text,
      bold: true,
      fontSize: 8,
      color: accent,
      ...(i > 2 ? { alignment: 'right', noWrap: true } : {}),
    }),
  )
  const opening: TableCell[] = [
    { text: shortDate(letter.from), noWrap: true },
    { text: 'Opening balance', bold: true, noWrap: true },
    '',
    '',
    '',
    right(figure(account.openingMinor, currency), true),
  ]
  const lines = account.lines.map((line): TableCell[] => [
    { text: shortDate(line.date), noWrap: true },
    { text: line.label },
    described(line, letter, currency),
    right(line.minor > 0n ? figure(line.minor, currency) : ''),
    right(line.minor < 0n ? figure(-line.minor, currency) : ''),
    right(figure(line.balanceMinor, currency)),
  ])
  const closing: TableCell[] = [
    { text: shortDate(letter.to), noWrap: true },
    { text: 'Balance', bold: true },
    '',
    right(figure(account.chargedMinor, currency), true),
    right(figure(account.creditedMinor, currency), true),
    right(figure(account.closingMinor, currency), true),
  ]
  return {
    layout: ruled(letter),
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: ['auto', 'auto', '*', 'auto', 'auto', 'auto'],
      body: [head, opening, ...lines, closing],
    },
  }
}

/** The reference, when it is due, and what it was used for: "INV-2026-0042 1,190.00". */
function described(
  { ref, dueDate, uses, minor }: StatementLine,
  letter: StatementDocument,
  currency: string,
): TableCell {
  const { muted } = colours(letter)
  const used = uses.reduce((sum, use) => sum + use.minor, 0n)
  const details = [
    dueDate && `due ${shortDate(dueDate)}`,
    uses.length > 0 &&
      `for ${uses.map((use) => (uses.length === 1 && use.minor === -minor ? use.name : `${use.name} ${figure(use.minor, currency)}`)).join(', ')}`,
    minor < 0n && used < -minor && `${figure(-minor - used, currency)} on account`,
  ].filter(Boolean)
  return {
    stack: [{ text: ref }, ...(details.length > 0 ? [{ text: details.join('; '), color: muted, fontSize: 7.5 }] : [])],
  }
}
