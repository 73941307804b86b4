import type { SqlScope } from '../../src/db/sql-workspace.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import type { Report, ReportArgs, ReportContext, ReportParams } from '../../src/domain/reports/define-report.js'
import { makeReport } from '../../src/domain/reports/make-report.js'
import { loadReports } from '../../src/domain/reports/registry.js'
import { addMonths, addToMonth, monthOf } from '../../src/lib/dates.js'
import { familyMs, parentOf } from '../cpu.js'
import { type Finding, quantile, rounded, timed } from '../harness.js'
import { DAY, type Large } from './large.js'

const RUNS = 10
/** Of each other form than the usual one. */
const FORM_RUNS = 5
const MOST_MS = 2_000

/**
 * Each report of the registry as who may see everything gets it, its usual parameters and then every other form of it, one at a time; and what CPU
 * it takes in Node and in Postgres, which says on a busy machine as well what it would take on an idle one.
 */
export async function timeReports({ db, scope }: Large): Promise<Finding[]> {
  const context: ReportContext = {
    workspace: {
      id: scope.workspaceId,
      name: 'Larkspur Systems Ltd',
      baseCurrency: 'GBP',
      country: 'GB',
      timeZone: 'Europe/London',
      fiscalYearStart: 1,
    },
    timeZone: 'Europe/London',
    today: DAY,
    now: db.clock.now(),
    askerId: null,
    owners: () => 'all',
    may: () => true,
  }
  const only = process.env['REPORTS_ONLY']?.split(',')
  const [backend] = await db.reader<{ pid: number }[]>`select pg_backend_pid() as pid`
  const postmaster = await parentOf(backend?.pid ?? 0)
  const spentMs = async () => (await familyMs(postmaster)) + process.cpuUsage().user / 1000
  const findings: Finding[] = []
  for (const report of (await loadReports()).values()) {
    if (only && !only.includes(report.name)) continue
    const forms = await readWorkspace(db, scope, (read) => formsOf(read, report))
    for (const { said, args } of forms) {
      const runs = said === '' ? RUNS : FORM_RUNS
      const times: number[] = []
      let rows = 0
      const before = await spentMs()
      for (let run = 0; run < runs; run += 1)
        times.push(
          await timed(async () => {
            rows = (await readWorkspace(db, scope, (read) => makeReport(read, report, args, context))).rows.length
          }),
        )
      const cpu = ((await spentMs()) - before) / runs
      const p95 = quantile(times, 0.95)
      findings.push({
        what: `report ${[report.name, said].filter(Boolean).join(' ')}: ${rows} rows`,
        unit: 'ms',
        figures: { p50: rounded(quantile(times, 0.5)), p95: rounded(p95), 'of CPU': rounded(cpu) },
        goal: `p95 ≤ ${MOST_MS} ms`,
        met: p95 <= MOST_MS,
      })
    }
  }
  return findings
}

type Form = { said: string; args: ReportArgs<ReportParams> }

/**
 * A report as it is usually asked for, and with each thing that makes it read another way: every choice, as many months as it takes, a day a year
 * ago, the books as they were known half way. `REPORTS_FORMS=usual` leaves the others out.
 */
async function formsOf(read: SqlScope, report: Report): Promise<Form[]> {
  const needed = await argsOf(read, report)
  const { params } = report
  const months = { from: addToMonth(monthOf(DAY), -35), to: monthOf(DAY) }
  const half = params['seal'] ? { seal: await halfSeal(read) } : {}
  const given: Record<string, unknown>[] = [
    {},
    ...(params['from'] && params['to'] ? [months, ...(params['seal'] ? [{ ...months, ...half }] : [])] : []),
    ...(params['asof'] ? [{ asof: addMonths(DAY, -12), ...half }] : []),
    ...Object.entries(params).flatMap(([key, { choices = [] }]) => choices.map((choice) => ({ [key]: choice }))),
  ]
  const wanted = process.env['REPORTS_FORMS'] === 'usual' ? given.slice(0, 1) : given
  return wanted.map((more) => ({
    said: Object.entries(more)
      .map(([key, value]) => `${key}:${String(value)}`)
      .join(' '),
    args: { ...needed, ...more } as ReportArgs<ReportParams>,
  }))
}

async function halfSeal({ sql, scope }: SqlScope): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select (max(number) / 2)::int as number from seal where workspace_id = ${scope.workspaceId}`
  return row?.number ?? 0
}

/** What a report that needs to be told of whom is asked about: who has most invoices. */
async function argsOf({ sql, scope }: SqlScope, report: Report): Promise<ReportArgs<ReportParams>> {
  if (!report.params['company']?.required) return {}
  const [company] = await sql<{ id: string; ref: string; title: string }[]>`
    select c.id::text, c.ref, c.name as title from company c join invoice i on i.workspace_id = c.workspace_id and i.company_id = c.id
    where c.workspace_id = ${scope.workspaceId} group by c.id, c.ref, c.name order by count(*) desc, c.name limit 1`
  return company ? { company } : {}
}
