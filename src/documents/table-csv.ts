import { type CellWords, cellText } from '../lib/cell-text.js'
import { toDecimal } from '../lib/money.js'
import type { Row, Table } from '../lib/table.js'

/**
 * A table as CSV (RFC 4180): CRLF, quotes where needed, a UTF-8 BOM because Excel asks for one. Money as plain decimals in major
 * units with its currency in a column of its own, dates ISO 8601, records by reference. Totals are left out: a reader would
 * count them twice.
 */
export function tableCsv(table: Table): string {
  // A department or a company's own field is a head as somebody wrote it.
  const heads = table.columns
    .map(({ inFiles, label, type }) => ({ type, head: inFiles ?? label }))
    .flatMap(({ type, head }) => (type === 'money' ? [head, `${head} currency`] : [head]))
    .map(harmless)
  const rows = table.rows.map((row) => table.columns.flatMap(({ key, type }) => fields(row, key, type === 'money')))
  return `\ufeff${[heads, ...rows].map((fields) => fields.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** Lines of texts under a table, each as wide as it is: a reader that wants as many fields in every line gets them. */
export const csvLines = (lines: readonly (readonly string[])[], width: number): string =>
  lines
    .map((line) => Array.from({ length: Math.max(width, line.length) }, (_, at) => quoted(harmless(line[at] ?? ''))))
    .map((fields) => `${fields.join(',')}\r\n`)
    .join('')

function fields(row: Row, key: string, isMoney: boolean): string[] {
  const cell = row[key] ?? null
  if (!isMoney) return [cellText(cell, WORDS)]
  if (cell !== null && typeof cell === 'object' && 'money' in cell) return [toDecimal(cell.money), cell.money.currency]
  return [cellText(cell, WORDS), '']
}

const WORDS: CellWords = {
  nothing: '',
  text: (text) => harmless(text),
  number: String,
  money: (amount) => `${toDecimal(amount)} ${amount.currency}`,
  date: (date) => date,
  at: (at) => at.toISOString(),
  percent: String,
  record: ({ ref }) => harmless(ref),
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection). Figures never come here. */
const harmless = (text: string): string => (/^[\s]*[=+\-@\t\r|]/.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
