import { sealAll } from '../../../domain/ledger/seal-entries.js'
import type { Report, ReportArgs, ReportParams } from '../../../domain/reports/define-report.js'
import { keepReportRun } from '../../../domain/reports/keep-report-run.js'
import { headlineOf, type MadeReport, makeReport } from '../../../domain/reports/make-report.js'
import { type ReportData, reportData } from '../../../domain/reports/report-data.js'
import { typedAction } from '../actions.js'
import type { CommandContext } from '../define-command.js'
import type { Action, Reply } from '../reply.js'
import { explainedRows } from './explain-report.js'
import { REPORT_FILES, type ReportFile, reportFile } from './report-file.js'

/** More rows than this are read as a table, not as buttons. */
const EXPLAINED_ROWS = 6

/** Runs a report for the asker and says what it says: table, chart, figures for scripts; or as a file. */
export async function runReport(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
  as?: ReportFile,
): Promise<Reply> {
  const made = await madeFor(context, report, args)
  const data = reportData(made)
  const run = made.sealNumber === undefined ? await keep(context, report, args, data) : undefined
  const reply = reportReply(made, {
    actions: [...explainActions(report, made), ...(as ? [] : fileActions(report, args, made))],
    data: run === undefined ? data : { ...data, run },
  })
  return as ? { ...withoutPicture(reply), files: [await reportFile(made, as)] } : reply
}

/** A report as the asker may see it. What is not sealed yet could still be followed by an entry of an earlier number: sealed first, a ledger report names its seal. */
export async function madeFor(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
): Promise<MadeReport> {
  if (report.lane === 'ledger') await sealAll(context.db, context.scope)
  const { workspace, today, now, asker } = context
  const owners = (capability: string) => asker.owners(capability)
  const may = (capability: string) => asker.may(capability)
  return context.read((read) =>
    makeReport(read, report, args, { workspace, today, now, askerId: asker.id, owners, may }),
  )
}

/** What a report says, as an answer. */
export const reportReply = (made: MadeReport, more: Pick<Reply, 'actions' | 'data'>): Reply => ({
  headline: headlineOf(made),
  table: { columns: made.columns, rows: made.rows, totals: made.totals },
  ...(made.chart && made.chart.categories.length > 0 ? { chart: made.chart } : {}),
  notes: [
    ...made.notes,
    [made.period, ...made.filters, `amounts in ${made.currency} unless stated`].join(', ').concat('.'),
    ...(made.standing ? [made.standing] : []),
  ],
  ...more,
})

/** The file has the chart. */
const withoutPicture = ({ chart, ...reply }: Reply): Reply => reply

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

/** The same as a file; what its chart says alone, where it has one. */
const fileActions = (report: Report, args: ReportArgs<ReportParams>, { chart }: MadeReport): Action[] =>
  REPORT_FILES.filter((as) => as !== 'png' || (chart && chart.categories.length > 0)).map((as) => ({
    label: as.toUpperCase(),
    do: { command: `report ${report.name}`, args: { ...args, as } },
  }))

/** For few rows a button each that lists what is behind it; for many one that asks which. */
function explainActions(report: Report, made: MadeReport): Action[] {
  const rows = explainedRows(made)
  if (rows.length === 0) return []
  if (rows.length <= EXPLAINED_ROWS) return rows.map(({ label, command }) => typedAction(label, command))
  return [{ label: 'Explain a figure…', do: { form: 'report explain', args: { name: report.name } } }]
}
