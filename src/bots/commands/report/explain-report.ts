import type { Report, ReportArgs, ReportParams } from '../../../domain/reports/define-report.js'
import { forPeople } from '../../../domain/reports/months-for-people.js'
import { invalid } from '../../../lib/errors.js'
import { nameKey } from '../../../lib/name-key.js'
import { typedAction } from '../actions.js'
import type { CommandContext } from '../define-command.js'
import type { Reply } from '../reply.js'
import { explainedRows } from './explained-rows.js'
import { madeFor } from './made-for.js'

/** A message has room for as many beside what turns its pages and shares it. */
const BUTTONS = 20

/** What is behind a report's figures: of one row, or of each. */
export async function explainReport(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
  row: string | undefined,
): Promise<Reply> {
  const result = await madeFor(context, report, args)
  const all = explainedRows(forPeople(result))
  // A month is called by its name, and by its figures as the files have it.
  const inFigures = new Map(explainedRows(result).map(({ command, rows }) => [command, rows]))
  const isMeant = (label: string) => nameKey(label).includes(nameKey(row ?? ''))
  const meant = all.filter(({ rows, command }) => [...rows, ...(inFigures.get(command) ?? [])].some(isMeant))
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
    data: { report: report.name, rows: meant.map(({ label, command }) => ({ label, command })) },
  }
}
