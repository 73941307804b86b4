import { sealAll } from '../../../domain/ledger/seal-entries.js'
import type { Report, ReportArgs, ReportParams, ReportResult } from '../../../domain/reports/define-report.js'
import { keepReportRun } from '../../../domain/reports/keep-report-run.js'
import { type ReportData, reportData } from '../../../domain/reports/report-data.js'
import { shortDate } from '../../../lib/dates.js'
import { typedAction } from '../actions.js'
import type { CommandContext } from '../define-command.js'
import type { Action, Reply } from '../reply.js'
import { explainedRows } from './explain-report.js'

/** More rows than this are read as a table, not as buttons. */
const EXPLAINED_ROWS = 6

/** Runs a report for the asker and says what it says: table, chart, figures for scripts. */
export async function runReport(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
): Promise<Reply> {
  // What is not sealed yet could still be followed by an entry of an earlier number; sealed first, the report names its seal.
  if (report.lane === 'ledger') await sealAll(context.db, context.scope)
  const { workspace, today, now, asker } = context
  const result = await context.read((read) =>
    report.run(read, args, { workspace, today, now, askerId: asker.id, owners: asker.owners }),
  )
  const data = reportData(report.name, result)
  const run = result.sealNumber === undefined ? await keep(context, report, args, data) : undefined
  return {
    headline: headlineOf(report, result),
    table: { columns: result.columns, rows: result.rows, totals: result.totals },
    ...(result.chart && result.chart.categories.length > 0 ? { chart: result.chart } : {}),
    notes: [...result.notes, `${periodOf(result)}, amounts in ${result.currency} unless stated.`],
    actions: explainActions(report, result),
    data: run === undefined ? data : { ...data, run },
  }
}

/** Records change: what was said of them is kept. A report with a seal can be run again and says the same. */
const keep = (context: CommandContext, report: Report, args: ReportArgs<ReportParams>, data: ReportData) =>
  keepReportRun(context.db, context.scope, { name: report.name, params: plainArgs(args), data, seal: null })

/** Parameters as JSON; a record by its id and reference. */
const plainArgs = (args: ReportArgs<ReportParams>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'object' ? { id: value.id, ref: value.ref, title: value.title } : (value ?? null),
    ]),
  )

const headlineOf = (report: Report, { summary, asOf }: ReportResult): string =>
  summary ? `${report.title}: ${summary}` : `${report.title}, ${shortDate(asOf)}`

const periodOf = ({ from, to, asOf }: ReportResult): string =>
  from && to ? `From ${shortDate(from)} to ${shortDate(to)}` : `As of ${shortDate(asOf)}`

/** For few rows a button each that lists what is behind it; for many one that asks which. */
function explainActions(report: Report, result: ReportResult): Action[] {
  const rows = explainedRows(result)
  if (rows.length <= EXPLAINED_ROWS) return rows.map(({ label, command }) => typedAction(label, command))
  return [{ label: 'Explain a figure…', do: { form: 'report explain', args: { name: report.name } } }]
}
