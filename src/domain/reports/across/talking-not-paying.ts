import type { SqlScope } from '../../../db/sql-workspace.js'
import { counted } from '../../../lib/counted.js'
import { addDays, instantOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, cellsIn, number, quoted, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'

const USUAL_DAYS = 30

export default defineReport({
  name: 'talking-not-paying',
  title: 'Talking but not paying',
  summary: 'Customers with something overdue who wrote to us lately: who could be asked, and what is open with them',
  params: { days: { type: 'integer', label: 'Wrote in the last days', required: false } },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { days = USUAL_DAYS }, { workspace, today, owners }) => {
    const currency = workspace.baseCurrency
    const since = instantOf(addDays(today, -days), 0, workspace.timeZone)
    const found = await talking(read, since, { today, owners: owners('company.read') })
    const cells = cellsIn(currency)
    const whole = total(found, ({ overdue }) => overdue)
    return {
      summary: `${counted(found.length, 'customer')}, ${formatMoney(money(whole, currency))} overdue`,
      columns: [
        text('company', 'Customer'),
        text('owner', 'Owner'),
        amount('overdue', 'Overdue'),
        number('late', 'Days late, most'),
        number('mails', `Mails in ${days} days`),
        { key: 'last', label: 'Last wrote', type: 'date' },
        number('deals', 'Open deals'),
        number('cases', 'Open cases'),
      ],
      rows: found.map(({ overdue, last, ...each }) => ({
        ...each,
        overdue: cells.amount(overdue),
        last: { at: last },
      })),
      totals: { company: 'Total', overdue: cells.amount(whole) },
      currency,
      asOf: today,
      from: addDays(today, -days),
      to: today,
      ...(found.length === 0
        ? {}
        : {
            chart: {
              kind: 'bar' as const,
              title: 'Overdue of customers who write to us',
              unit: currency,
              categories: found.slice(0, 12).map(({ company }) => company),
              series: [{ name: 'Overdue', values: found.slice(0, 12).map(({ overdue }) => cells.major(overdue)) }],
            },
          }),
      notes: ['Overdue is in the company’s currency as the books carry it. Private threads are not counted.'],
      explain: found.map(({ company }) => `invoice list overdue company:${quoted(company)}`),
    }
  },
})

type Talking = {
  company: string
  owner: string | null
  overdue: bigint
  late: number
  mails: number
  last: Date
  deals: number
  cases: number
}

/** What is overdue of a company and of those that were merged into it; mail that came in of a person, in a thread that is linked to the company. */
const talking = (
  read: SqlScope,
  since: Date,
  { today, owners }: { today: string; owners: Owners },
): Promise<Talking[]> => {
  const { sql, scope } = read
  return sql<Talking[]>`
    with late as (
      select coalesce(n.merged_into_id, n.id) as company_id, sum(i.base_open_minor)::bigint as overdue, max(${today}::date - i.due_date) as days
      from invoice i join company n on n.workspace_id = i.workspace_id and n.id = i.company_id
      where i.workspace_id = ${scope.workspaceId} and i.kind = 'invoice' and i.open_minor > 0 and i.number is not null and i.due_date < ${today}
      group by 1
    ), wrote as (
      select l.company_id, count(distinct m.id)::int as mails, max(m.sent_at) as last
      from late o
      join thread_link l on l.workspace_id = ${scope.workspaceId} and l.company_id = o.company_id and l.removed_at is null
      join thread t on t.workspace_id = ${scope.workspaceId} and t.id = l.thread_id and t.private_at is null
      join message m on m.workspace_id = ${scope.workspaceId} and m.thread_id = t.id and m.direction = 'in' and m.class = 'person'
        and m.sent_at >= ${since} group by l.company_id)
    select c.name as company, s.name as owner, o.overdue, o.days as late, w.mails, w.last,
      (select count(*)::int from deal d where d.workspace_id = c.workspace_id and d.company_id = c.id and d.status = 'open') as deals,
      (select count(*)::int from support_case k where k.workspace_id = c.workspace_id and k.company_id = c.id and k.status <> 'closed') as cases
    from late o join wrote w on w.company_id = o.company_id
    join company c on c.workspace_id = ${scope.workspaceId} and c.id = o.company_id ${amongOwners(read, sql`c.owner_id`, owners)}
    left join staff s on s.workspace_id = c.workspace_id and s.id = c.owner_id
    order by o.overdue desc, c.name`
}
