import { sayRunning } from '../../lib/cell-text.js'
import { firstOfMonth, type IsoDate, lastOfMonth, monthOf } from '../../lib/dates.js'
import type { Cell, Row } from '../../lib/table.js'
import type { ReportResult } from './define-report.js'
import type { Span } from './span.js'

/** Up to when a time has been that is not over; null of one that is, or that has not begun. */
export const untilOf = ({ from, to }: Span, today: IsoDate): IsoDate | null =>
  from <= today && today < to ? today : null

/**
 * Says of the month that runs up to when it has been, wherever a report has it: as a column's head, as a row and in its chart. Its
 * figures stand beside those of whole months and would look like a fall. Other pieces of time name themselves as running in a row.
 */
export function markRunning(result: ReportResult, today: IsoDate): ReportResult {
  const month = monthOf(today)
  const until = result.ahead ? null : untilOf({ from: firstOfMonth(month), to: lastOfMonth(month) }, today)
  const [first] = result.columns
  const rows = first && until ? result.rows.map((row) => marked(row, first.key, month, until)) : result.rows
  const running = new Map(until ? [[month, sayRunning({ running: month, until })]] : [])
  for (const cell of rows.flatMap(Object.values<Cell>)) if (isRunning(cell)) running.set(cell.running, sayRunning(cell))
  const said = (name: string) => running.get(name) ?? name
  return {
    ...result,
    columns: result.columns.map((column) => ({ ...column, label: said(column.label) })),
    rows,
    ...(result.chart && { chart: { ...result.chart, categories: result.chart.categories.map(said) } }),
  }
}

const marked = (row: Row, key: string, month: string, until: IsoDate): Row =>
  row[key] === month ? { ...row, [key]: { running: month, until } } : row

const isRunning = (cell: Cell): cell is Extract<Cell, { running: string }> =>
  typeof cell === 'object' && cell !== null && 'running' in cell
