import type { Column, Row, Table } from '../reply.js'
import { plainCell } from './cells.js'
import { padTo, type Style, widthOf, wrapTo } from './style.js'

export type Canvas = { width: number; style: Style; timeZone: string }

const GAP = '  '
const NARROWEST = 8
const NUMBERS = new Set<Column['type']>(['money', 'number', 'percent'])

/** Columns side by side, figures to the right, the totals below a line, what was left out counted. */
export function tableLines(table: Table, canvas: Canvas): string[] {
  if (table.rows.length === 0) return []
  const columns = table.columns.filter((column) => !isEmptyColumn(table, column))
  const rows = table.rows.map((row) => textsOf(row, columns, canvas))
  const totals = table.totals && textsOf(table.totals, columns, canvas)
  const labels = columns.map((column) => column.label)
  const widths = fit(columns, [labels, ...rows, ...(totals ? [totals] : [])], canvas.width)
  const line = (texts: readonly string[]) => wrapped(texts, widths, columns)
  const rule = canvas.style.dim(widths.map((width) => '─'.repeat(width)).join(GAP))
  return [
    ...line(labels).map(canvas.style.dim),
    ...rows.flatMap(line),
    ...(totals ? [rule, ...line(totals).map(canvas.style.bold)] : []),
    ...(table.more ? [canvas.style.dim(`… and ${table.more} more`)] : []),
  ]
}

/** A text that is wider than its column goes on below: nothing is cut silently. */
function wrapped(texts: readonly string[], widths: readonly number[], columns: readonly Column[]): string[] {
  const cells = texts.map((text, n) => wrapTo(text, widths[n] ?? 0))
  const height = Math.max(1, ...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((lines, n) => padTo(lines[row] ?? '', widths[n] ?? 0, isNumber(columns[n])))
      .join(GAP)
      .trimEnd(),
  )
}

const isNumber = (column: Column | undefined): boolean => column !== undefined && NUMBERS.has(column.type)

const isEmptyColumn = (table: Table, { key }: Column): boolean =>
  table.rows.length > 0 &&
  [...table.rows, table.totals ?? {}].every((row) => row[key] === null || row[key] === undefined || row[key] === '')

const textsOf = (row: Row, columns: readonly Column[], { timeZone }: Canvas): string[] =>
  columns.map((column) => plainCell(row[column.key], timeZone))

/**
 * Each column as wide as it needs; where that is too much the widest texts give way, at first no further than their longest word, and only
 * then within words. Figures are never cut.
 */
function fit(columns: readonly Column[], lines: readonly (readonly string[])[], width: number): number[] {
  const needed = (take: (text: string) => number) =>
    columns.map((_, n) => Math.max(...lines.map((line) => take(line[n] ?? ''))))
  const room = width - GAP.length * (columns.length - 1)
  const whole = needed(widthOf)
  if (sum(whole) <= room) return whole
  const words = needed((text) => Math.max(0, ...text.split(/\s+/).map(widthOf)))
  const least = (widths: readonly number[]) =>
    columns.map((column, n) => (isNumber(column) ? (whole[n] ?? 0) : (widths[n] ?? 0)))
  const byWords = narrowed(whole, least(words.map((each) => Math.max(each, NARROWEST))), room)
  return narrowed(byWords, least(columns.map(() => NARROWEST)), room)
}

/** Takes from the widest that may still give, until all fit or none may. */
function narrowed(widths: readonly number[], least: readonly number[], room: number): number[] {
  const now = [...widths]
  for (let surplus = sum(now) - room; surplus > 0; surplus -= 1) {
    const widest = Math.max(...now.filter((each, n) => each > (least[n] ?? 0)))
    const giving = now.findIndex((each, n) => each === widest && each > (least[n] ?? 0))
    if (giving === -1) break
    now[giving] = widest - 1
  }
  return now
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
