import type { MadeReport } from '../../domain/reports/make-report.js'
import { csvLines, tableCsv } from '../table-csv.js'
import { aboutReport } from './about.js'

/**
 * A report as CSV: its rows first, so that a program which reads the first line as heads reads them right; then, after an empty
 * line, what it is of. Totals are left out: a reader would count them twice.
 */
export function reportCsv(report: MadeReport): string {
  const width = report.columns.reduce((count, { type }) => count + (type === 'money' ? 2 : 1), 0)
  const about = [['Report', report.title], ...aboutReport(report), ...report.notes.map((note) => ['Note', note])]
  return `${tableCsv(withoutSubtotals(report))}${csvLines([[''], ...about], width)}`
}

const withoutSubtotals = ({ columns, rows, subtotals = [] }: MadeReport) => ({
  columns,
  rows: rows.filter((_, at) => !subtotals.includes(at)),
})
