import { shortMonth } from '../../lib/dates.js'
import type { Cell, Column, Row } from '../../lib/table.js'
import type { ReportResult } from './define-report.js'

/** A month by its figures, alone or with up to when it has been (`markRunning`). */
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])(?=$| \(until )/

/** `Nov 2026` of `2026-11`; other words as they are. */
export const inWords = (name: string): string => name.replace(MONTH, shortMonth)

/**
 * A report as people read it: months by their names, wherever a report has them: as a column's head, as a row and in its chart. What
 * scripts and spreadsheets read keeps them as they sort.
 */
export function forPeople<T extends Pick<ReportResult, 'columns' | 'rows' | 'chart'>>(result: T): T {
  const key = result.columns[0]?.key
  return {
    ...result,
    columns: result.columns.map(headed),
    rows: key === undefined ? result.rows : result.rows.map((row) => named(row, key)),
    ...(result.chart && { chart: { ...result.chart, categories: result.chart.categories.map(inWords) } }),
  }
}

function headed(column: Column): Column {
  const label = inWords(column.label)
  return label === column.label ? column : { ...column, label, inFiles: column.label }
}

function named(row: Row, key: string): Row {
  const cell: Cell | undefined = row[key]
  if (typeof cell === 'string') return { ...row, [key]: inWords(cell) }
  if (typeof cell !== 'object' || cell === null || !('running' in cell)) return row
  return { ...row, [key]: { ...cell, running: inWords(cell.running) } }
}
