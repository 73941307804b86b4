import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { counted } from '../../../lib/counted.js'
import { addDays, instantOf, monthOf } from '../../../lib/dates.js'
import { formatMoney, minorDigits, money } from '../../../lib/money.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { inBaseSql } from '../base-sql.js'
import { amount, cellsIn, number, percent, quoted, rounded, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

const SHOWN = 50
/** Minutes of a call or meeting. */
const TALK = 30
/** What an hour, a mail of ours and a case are taken for unless the asker says otherwise. */
const USUAL = { hourly: 60, mail: 10, case: 30 }

export default defineReport({
  name: 'cost-to-serve',
  title: 'Cost to serve',
  summary: 'What serving each customer takes (mails of ours, cases, calls and meetings) beside what they bring',
  params: {
    hourly: { type: 'integer', label: 'An hour costs', required: false },
    mail: { type: 'integer', label: 'Minutes for a mail', required: false },
    case: { type: 'integer', label: 'Minutes for a case', required: false },
    ...monthParams,
    company: { type: 'record', record: 'company', label: 'Customer', required: false, hint: 'What serving one took' },
  },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { from, to, company, ...said }, { workspace, today, owners }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const taken = { hourly: said.hourly ?? USUAL.hourly, mail: said.mail ?? USUAL.mail, case: said.case ?? USUAL.case }
    const span = monthsAsked({ from, to }, today, 12)
    const served = await serving(read, span, {
      owners: owners('company.read'),
      currency,
      timeZone,
      taken,
      companyId: company?.id ?? null,
    })
    const costOf = ({ minutes }: Served): bigint =>
      (BigInt(minutes * taken.hourly) * 10n ** BigInt(minorDigits(currency))) / 60n
    const shown = served.map((each) => ({ ...each, cost: costOf(each) }))
    const cells = cellsIn(currency)
    const common = { currency, asOf: today, from: span.from, to: span.to }
    const takenFor = `Taken for it: ${taken.mail} minutes a mail of ours, ${taken.case} a case, ${TALK} a call or meeting, ${taken.hourly} ${currency} an hour. Say others with mail:, case:, hourly:.`
    if (company) return { ...common, ...partsTable(shown[0], company.title, taken, span), notes: [takenFor] }
    const [revenue, cost] = [total(shown, (each) => each.revenue), total(shown, (each) => each.cost)]
    return {
      summary: `${formatMoney(money(cost, currency))} for ${counted(shown.length, 'customer')} who brought ${formatMoney(money(revenue, currency))}`,
      columns: [
        text('company', 'Customer'),
        number('mails', 'Mails of ours'),
        number('cases', 'Cases'),
        number('talks', 'Calls and meetings'),
        number('hours', 'Hours'),
        amount('cost', 'Cost'),
        amount('revenue', 'Revenue'),
        percent('share', 'Cost of revenue'),
      ],
      rows: shown.map(({ company, mails, cases, talks, minutes, cost, revenue }) => ({
        company,
        mails,
        cases,
        talks,
        hours: rounded(minutes / 60),
        cost: cells.amount(cost),
        revenue: cells.amount(revenue),
        share: shareOf(cost, revenue),
      })),
      totals: {
        company: 'Total',
        cost: cells.amount(cost),
        revenue: cells.amount(revenue),
        share: shareOf(cost, revenue),
      },
      ...common,
      chart: chartOf(shown, currency),
      notes: [
        takenFor,
        ...(shown[0] && shown[0].customers > SHOWN ? [`The first ${SHOWN} of ${shown[0].customers}.`] : []),
      ],
      explain: shown.map(
        ({ company }) =>
          `report cost-to-serve company:${quoted(company)} from:${monthOf(span.from)} to:${monthOf(span.to)} hourly:${taken.hourly} mail:${taken.mail} case:${taken.case}`,
      ),
    }
  },
})

const chartOf = (shown: readonly { company: string; cost: bigint }[], currency: string): Chart => ({
  kind: 'bar',
  title: 'Cost to serve',
  unit: currency,
  categories: shown.slice(0, 12).map(({ company }) => company),
  series: [{ name: 'Cost', values: shown.slice(0, 12).map(({ cost }) => cellsIn(currency).major(cost)) }],
})

/** Minutes of what was done for one customer, and the records of each kind that make them up. */
function partsTable(served: Served | undefined, name: string, taken: Taken, { from, to }: Span) {
  const where = `where company:${quoted(name)}`
  const parts = [
    ['Mails of ours', served?.mails, taken.mail, `mails ${where} direction:out class:person sent:${from}..${to}`],
    ['Cases', served?.cases, taken.case, `cases ${where} opened:${from}..${to} closed-as:!spam`],
    ['Calls and meetings', served?.talks, TALK, `activities ${where} kind:call,meeting at:${from}..${to}`],
  ] as const
  const minutes = parts.map(([, count = 0, each]) => count * each)
  return {
    summary: `${name}, ${Math.round(minutes.reduce((sum, each) => sum + each, 0) / 6) / 10} hours`,
    columns: [text('what', 'What'), number('count', 'How many'), number('minutes', 'Minutes')],
    rows: parts.map(([what, count = 0], at) => ({ what, count, minutes: minutes[at] ?? 0 })),
    totals: { what: 'Total', minutes: minutes.reduce((sum, each) => sum + each, 0) },
    explain: parts.map(([, , , question]) => `report ${question}`),
  }
}

type Taken = { hourly: number; mail: number; case: number }

/** `minutes` of work; `customers`: how many there are in all. */
type Served = {
  company: string
  mails: number
  cases: number
  talks: number
  minutes: number
  revenue: bigint
  customers: number
}

/**
 * Whom serving takes most, the first of them. Mails are counted a thread and then met with what threads are linked to: joined all at once, tables of which Postgres has no statistics
 * yet were each read for every row of the others (79 s for 300 mails). Sums come before names, so that each company is met once.
 */
const serving = (
  read: SqlScope,
  { from, to }: Span,
  {
    owners,
    currency,
    timeZone,
    taken,
    companyId,
  }: { owners: Owners; currency: string; timeZone: string; taken: Taken; companyId: string | null },
): Promise<Served[]> => {
  const { sql, scope } = read
  const [start, end] = [instantOf(from, 0, timeZone), instantOf(addDays(to, 1), 0, timeZone)]
  const net = inBaseSql(read, currency, { minor: sql`i.net_minor`, currency: sql`i.currency`, rate: sql`i.fx_rate` })
  return sql<Served[]>`
    with sent as materialized (
      select m.thread_id, count(*)::int as mails from message m
      where m.workspace_id = ${scope.workspaceId} and m.direction = 'out' and m.class = 'person' and m.sent_at >= ${start} and m.sent_at < ${end}
      group by m.thread_id
    ), linked as materialized (
      select distinct l.thread_id, l.company_id from thread_link l
      where l.workspace_id = ${scope.workspaceId} and l.removed_at is null and l.company_id is not null and not exists (
        select from thread t where t.workspace_id = l.workspace_id and t.id = l.thread_id and t.private_at is not null)
    ), part as (
      select l.company_id, sum(s.mails)::int as mails, 0 as cases, 0 as talks, 0::bigint as revenue
      from linked l join sent s on s.thread_id = l.thread_id group by l.company_id
      union all
      select k.company_id, 0, count(*)::int, 0, 0 from support_case k
      where k.workspace_id = ${scope.workspaceId} and k.company_id is not null and k.opened_at >= ${start} and k.opened_at < ${end}
        and k.merged_into_id is null and coalesce(k.closed_as, '') <> 'spam' group by k.company_id
      union all
      select a.company_id, 0, 0, count(*)::int, 0 from activity a
      where a.workspace_id = ${scope.workspaceId} and a.company_id is not null and a.kind in ('call', 'meeting')
        and a.at >= ${start} and a.at < ${end} group by a.company_id
      union all
      select i.company_id, 0, 0, 0, sum(case i.kind when 'credit_note' then -1 else 1 end * ${net})::bigint from invoice i
      where i.workspace_id = ${scope.workspaceId} and i.number is not null and i.issue_date between ${from} and ${to} group by i.company_id
    ), taken as (
      select coalesce(o.merged_into_id, p.company_id) as company_id, sum(p.mails)::int as mails, sum(p.cases)::int as cases, sum(p.talks)::int as talks,
        sum(p.revenue)::bigint as revenue
      from part p left join company o on o.workspace_id = ${scope.workspaceId} and o.id = p.company_id and o.merged_into_id is not null
      group by 1
    ), customer as materialized (
      select c.id, c.name from company c
      where c.workspace_id = ${scope.workspaceId} and 'customer' = any(c.roles) and (${companyId}::uuid is null or c.id = ${companyId}::uuid)
        ${amongOwners(read, sql`c.owner_id`, owners)})
    select c.name as company, t.mails, t.cases, t.talks,
      t.mails * ${taken.mail}::int + t.cases * ${taken.case}::int + t.talks * ${TALK}::int as minutes,
      t.revenue, count(*) over ()::int as customers
    from taken t join customer c on c.id = t.company_id
    order by minutes desc, c.name limit ${SHOWN}`
}
