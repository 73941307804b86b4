import { plannedForValues, type SqlScope } from '../../db/sql-workspace.js'
import { sayRunning } from '../../lib/cell-text.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { listPeriods } from '../ledger/period-store.js'
import type { Report, ReportArgs, ReportContext, ReportParams, ReportResult } from './define-report.js'
import { markRunning, untilOf } from './running.js'
import { standingOf } from './standing.js'

/** A report as it goes out, whatever to: what it says, for whom it was made and what it is of. */
export type MadeReport = ReportResult & {
  /** What people type after `report`. */
  name: string
  title: string
  /** The company whose figures they are. */
  company: string
  /** "From 1 Oct 2026 to 31 Oct 2026", with up to when it has been where it is not over; or "As of 31 Oct 2026". */
  period: string
  /** What was asked for beside: "Owner: Dana Whitfield". */
  filters: readonly string[]
  /** Whether the books of its days are closed; null where they have no period. */
  standing: string | null
  at: Date
}

/** Runs a report and says of it what each must say, so that no report has to. */
export async function makeReport(
  read: SqlScope,
  report: Report,
  args: ReportArgs<ReportParams>,
  context: ReportContext,
): Promise<MadeReport> {
  await throughManyRows(read)
  const today = knownOn(args, context.today)
  const result = markRunning(await report.run(read, args, context), today)
  const periods = await listPeriods(read)
  return {
    ...result,
    name: report.name,
    title: report.title,
    company: context.workspace.name,
    period: periodOf(result, today),
    filters: filtersOf(report, args),
    standing: standingOf(periods, result),
    at: context.now,
  }
}

/** Books as they were known on a day have their months up to that day. */
const knownOn = ({ known }: ReportArgs<ReportParams>, today: IsoDate): IsoDate =>
  typeof known === 'string' && known < today ? known : today

/** A report goes through more rows than a card: within this transaction it may sort and group them without files on disk. */
const throughManyRows = (read: SqlScope): Promise<unknown> =>
  read.sql`select set_config('work_mem', '64MB', true), ${plannedForValues(read)}`

/** "Pipeline by stage: 12 open deals". */
export const headlineOf = ({ title, summary, asOf }: Pick<MadeReport, 'title' | 'summary' | 'asOf'>): string =>
  summary ? `${title}: ${summary}` : `${title}, ${shortDate(asOf)}`

/** Of days that are not over a reader is told up to when they have been. */
function periodOf({ from, to, asOf, ahead }: ReportResult, today: IsoDate): string {
  if (!from || !to) return `As of ${shortDate(asOf)}`
  const until = ahead ? null : untilOf({ from, to }, today)
  const days = `From ${shortDate(from)} to ${shortDate(to)}`
  return until ? sayRunning({ running: days, until }) : days
}

/** "amounts in GBP unless stated"; null where there are no amounts. */
export const unitsOf = ({ columns, currency }: Pick<ReportResult, 'columns' | 'currency'>): string | null =>
  columns.some(({ type }) => type === 'money') ? `${currency} unless stated` : null

/** What the period says of a report already. */
const OF_PERIOD: ReadonlySet<string> = new Set(['from', 'to', 'asof'])

function filtersOf(report: Report, args: ReportArgs<ReportParams>): string[] {
  return Object.entries(args).flatMap(([key, value]) => {
    const label = report.params[key]?.label
    if (value === undefined || label === undefined || OF_PERIOD.has(key)) return []
    if (typeof value === 'object') return [`${label}: ${value.title}`]
    return [value === true ? label : `${label}: ${value}`]
  })
}
