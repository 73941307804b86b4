import type { ReportResult } from '../../../domain/reports/define-report.js'
import type { Cell } from '../reply.js'

/** A row of a report, and the command that lists what is behind it. */
type Explained = { label: string; command: string }

/** The rows that have something behind them, each once: two of one stage, in two currencies, have the same. */
export function explainedRows({ explain, rows, columns }: ReportResult): Explained[] {
  const first = columns[0]
  const labels = new Map<string, string>()
  for (const [at, command] of explain.entries()) {
    const label = first && rows[at]?.[first.key]
    if (command !== null) labels.set(command, labelOf(label) ?? `row ${at + 1}`)
  }
  return [...labels].map(([command, label]) => ({ command, label }))
}

function labelOf(cell: Cell | undefined): string | undefined {
  if (typeof cell === 'string') return cell
  return typeof cell === 'object' && cell !== null && 'ref' in cell ? `${cell.ref} ${cell.title}`.trim() : undefined
}
