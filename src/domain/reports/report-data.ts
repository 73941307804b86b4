import { toDecimal } from '../../lib/money.js'
import type { Cell, Row } from '../../lib/table.js'
import type { MadeReport } from './make-report.js'

type JsonCell = string | number | null

/** The contract of `daybook run "report …" --json`; scripts rely on these keys. */
export type ReportData = {
  report: string
  currency: string
  asOf: string
  from: string | null
  to: string | null
  columns: { key: string; label: string; type: string }[]
  rows: Record<string, JsonCell>[]
  totals: Record<string, JsonCell>
  notes: string[]
  /** What was asked for beside. */
  filters: string[]
  /** Whether the books of those days are closed; null where they have no period. */
  standing: string | null
  /** The seal a ledger report counts up to; absent from others. */
  seal?: string
}

/** A report's result as plain JSON: money as decimal strings in major units, dates ISO 8601, records by reference. */
export function reportData(result: MadeReport): ReportData {
  return {
    report: result.name,
    currency: result.currency,
    asOf: result.asOf,
    from: result.from,
    to: result.to,
    columns: result.columns.map(({ key, label, type }) => ({ key, label, type })),
    rows: result.rows.map(jsonRow),
    totals: jsonRow(result.totals),
    notes: [...result.notes],
    filters: [...result.filters],
    standing: result.standing,
    ...(result.sealNumber === undefined ? {} : { seal: result.sealNumber.toString() }),
  }
}

const jsonRow = (row: Row): Record<string, JsonCell> =>
  Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, jsonCell(cell)]))

function jsonCell(cell: Cell): JsonCell {
  if (cell === null || typeof cell !== 'object') return cell
  if ('money' in cell) return toDecimal(cell.money)
  if ('date' in cell) return cell.date
  if ('at' in cell) return cell.at.toISOString()
  if ('percent' in cell) return cell.percent
  if ('running' in cell) return cell.running
  if ('person' in cell) return cell.person
  return cell.ref
}
