import type { Report, ReportArgs, ReportParams, ReportResult } from '../../../domain/reports/define-report.js'
import { invalid } from '../../../lib/errors.js'
import { nameKey } from '../../../lib/name-key.js'
import { typedAction } from '../actions.js'
import type { CommandContext } from '../define-command.js'
import type { Reply } from '../reply.js'
import { madeFor } from './run-report.js'

/** A row of a report, and the command that lists what is behind it. */
type Explained = { label: string; command: string }

/** The rows that have something behind them, each once: two of one stage, in two currencies, have the same. */
export function explainedRows({ explain, rows, columns }: ReportResult): Explained[] {
  const first = columns[0]
  const labels = new Map<string, string>()
  for (const [at, command] of explain.entries()) {
    const label = first && rows[at]?.[first.key]
    if (command !== null) labels.set(command, typeof label === 'string' ? label : `row ${at + 1}`)
  }
  return [...labels].map(([command, label]) => ({ command, label }))
}

const BUTTONS = 5

/** What is behind a report's figures: of one row, or of each. */
export async function explainReport(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
  row: string | undefined,
): Promise<Reply> {
  const result = await madeFor(context, report, args)
  const all = explainedRows(result)
  const meant = row === undefined ? all : all.filter(({ label }) => nameKey(label).includes(nameKey(row)))
  if (row !== undefined && meant.length === 0)
    throw invalid(
      `${report.title} has no row “${row}” with something behind it. Rows: ${all.map(({ label }) => label).join(', ') || 'none'}.`,
    )
  return {
    headline: `What is behind ${report.title}${row === undefined ? '' : `, ${meant.map(({ label }) => label).join(', ')}`}`,
    table: {
      columns: [
        { key: 'row', label: 'Row', type: 'text' },
        { key: 'command', label: 'What lists it', type: 'text' },
      ],
      rows: meant.map(({ label, command }) => ({ row: label, command })),
    },
    notes: result.notes,
    actions: meant.slice(0, BUTTONS).map(({ label, command }) => typedAction(label, command)),
    data: { report: report.name, rows: meant },
  }
}
