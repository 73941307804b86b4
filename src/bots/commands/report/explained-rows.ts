import type { ReportResult } from '../../../domain/reports/define-report.js'
import type { Cell } from '../reply.js'

/** What lists the rows behind some of a report's; `rows` are what those are called. */
type Explained = { label: string; rows: readonly string[]; command: string }

/**
 * The rows that have something behind them, each command once: two of one stage, in two currencies, have the same. Rows that are called alike
 * and have each their own (a tax code of sales and of purchases) are called by the next column as well.
 */
export function explainedRows({
  explain,
  rows,
  columns,
}: Pick<ReportResult, 'explain' | 'rows' | 'columns'>): Explained[] {
  // A row that has nothing in its first column (a result has no account) is called by its second.
  const called = rows.map((row) => columns.slice(0, 2).flatMap(({ key }) => labelOf(row[key]) || []))
  const labels = new Map<string, string[]>()
  for (const [at, command] of explain.entries()) {
    if (command === null) continue
    const [label, more] = called[at] ?? []
    const isShared = explain.some((other, n) => other !== null && other !== command && called[n]?.[0] === label)
    const whole = isShared && more !== undefined ? `${label}, ${more}` : label
    labels.set(command, [...(labels.get(command) ?? []), whole ?? `row ${at + 1}`])
  }
  return [...labels].map(([command, called]) => {
    const [only = '', ...others] = new Set(called)
    return { command, rows: called, label: others.length === 0 ? only : `All ${called.length} rows` }
  })
}

function labelOf(cell: Cell | undefined): string | undefined {
  if (typeof cell === 'string') return cell
  if (typeof cell !== 'object' || cell === null) return undefined
  if ('running' in cell) return cell.running
  return 'ref' in cell ? `${cell.ref} ${cell.title}`.trim() : undefined
}
