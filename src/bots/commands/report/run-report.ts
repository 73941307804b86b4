import type { Report, ReportArgs, ReportParams } from '../../../domain/reports/define-report.js'
import { keepReportRun } from '../../../domain/reports/keep-report-run.js'
import { headlineOf, type MadeReport, unitsOf } from '../../../domain/reports/make-report.js'
import { forPeople } from '../../../domain/reports/months-for-people.js'
import { type ReportData, reportData } from '../../../domain/reports/report-data.js'
import type { Table } from '../../../lib/table.js'
import { typedAction } from '../actions.js'
import type { CommandContext } from '../define-command.js'
import type { Action, Reply, ReplyFile } from '../reply.js'
import { explainedRows } from './explained-rows.js'
import { madeFor } from './made-for.js'
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
  const made = await madeFor(context, report, args, as)
  const data = reportData(made)
  const run = made.sealNumber === undefined ? await keep(context, report, args, data) : undefined
  const actions = explainActions(report, args, made)
  const more = { data: run === undefined ? data : { ...data, run } }
  if (as) return { ...figuresReply(made), ...more, actions, files: await filesOf(made, [as]) }
  const along = context.along ? { files: await filesOf(made, context.along) } : {}
  return { ...reportReply(made), ...more, ...along, actions: [...actions, ...fileActions(report, args, made)] }
}

const filesOf = (made: MadeReport, kinds: readonly ReportFile[]): Promise<ReplyFile[]> =>
  Promise.all(kinds.map((kind) => reportFile(made, kind)))

/** What a report says, as an answer. */
export function reportReply(made: MadeReport): Reply {
  const { chart } = forPeople(made)
  return { ...figuresReply(made), ...(chart && chart.categories.length > 0 ? { chart } : {}) }
}

/** Without its picture, which a file of it has. */
const figuresReply = (made: MadeReport): Reply => ({
  headline: headlineOf(made),
  table: tableOf(forPeople(made)),
  notes: [
    ...made.notes,
    `${[made.period, ...made.filters, ...amountsIn(made)].join(', ')}.`,
    ...(made.standing ? [made.standing] : []),
  ],
})

const tableOf = ({ columns, rows, totals }: MadeReport): Table => ({
  columns,
  rows,
  // A report that adds nothing up has no last row that is empty.
  ...(Object.keys(totals).length > 0 ? { totals } : {}),
})

function amountsIn(made: MadeReport): string[] {
  const units = unitsOf(made)
  return units === null ? [] : [`amounts in ${units}`]
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

/** The same as a file; what its chart says alone, where it has one. */
const fileActions = (report: Report, args: ReportArgs<ReportParams>, { chart }: MadeReport): Action[] =>
  REPORT_FILES.filter((as) => as !== 'png' || (chart && chart.categories.length > 0)).map((as) => ({
    label: as.toUpperCase(),
    do: { command: `report ${report.name}`, args: { ...args, as } },
  }))

/** For few rows a button each that lists what is behind it; for many one that lists all of them, of this report as it was asked. */
function explainActions(report: Report, args: ReportArgs<ReportParams>, made: MadeReport): Action[] {
  const rows = explainedRows(forPeople(made))
  if (rows.length === 0) return []
  if (rows.length <= EXPLAINED_ROWS) return rows.map(({ label, command }) => typedAction(label, command))
  const explaining = report.asked
    ? { command: `report ${report.name}`, args: { ...args, explain: 'all' } }
    : { command: 'report explain', args: { ...args, name: report.name } }
  return [{ label: 'Explain the figures', do: explaining }]
}
