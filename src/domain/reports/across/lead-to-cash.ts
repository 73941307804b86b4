import type { SqlPart, SqlScope } from '../../../db/sql-workspace.js'
import { counted } from '../../../lib/counted.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { day, dayCell, number, rounded, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

export default defineReport({
  name: 'lead-to-cash',
  title: 'Lead to cash',
  summary: 'How long it takes from a new deal to won, invoiced and paid; median days by the month it was paid in full',
  params: {
    ...monthParams,
    month: { type: 'month', label: 'Paid in', required: false, hint: 'The deals of that month, one by one' },
  },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { from, to, month }, { workspace, today, owners }) => {
    const common = { currency: workspace.baseCurrency, asOf: today }
    if (month !== undefined) {
      const span = monthsAsked({ from: month, to: month }, today, 1)
      const deals = await paidDeals(read, span, owners('deal.read'))
      return { ...common, from: span.from, to: span.to, ...dealsTable(deals), notes: [NOTE] }
    }
    const span = monthsAsked({ from, to }, today, 12)
    const months = await stepsByMonth(read, span, owners('deal.read'))
    const whole = months.find(({ month }) => month === null)
    const found = months.filter((each): each is Steps & { month: string } => each.month !== null)
    const row = ({ deals, won, billed, paid, all }: Steps) => ({
      deals,
      won: rounded(won),
      billed: rounded(billed),
      paid: rounded(paid),
      all: rounded(all),
    })
    return {
      summary:
        whole && whole.deals > 0
          ? `${Math.round(whole.all ?? 0)} days, median of ${whole.deals} deals`
          : 'no deal was paid',
      columns: [
        text('month', 'Paid in'),
        number('deals', 'Deals'),
        number('won', 'New to won'),
        number('billed', 'Won to invoiced'),
        number('paid', 'Invoiced to paid'),
        number('all', 'In all'),
      ],
      rows: found.map((each) => ({ month: each.month, ...row(each) })),
      totals: whole ? { month: 'All', ...row(whole) } : {},
      ...common,
      from: span.from,
      to: span.to,
      ...(found.length === 0
        ? {}
        : {
            chart: {
              kind: 'stacked-bar' as const,
              title: 'Days from a new deal to its money',
              unit: 'median days',
              categories: found.slice(-20).map(({ month }) => month),
              series: [
                { name: 'New to won', values: found.slice(-20).map(({ won }) => Math.round(won ?? 0)) },
                { name: 'Won to invoiced', values: found.slice(-20).map(({ billed }) => Math.round(billed ?? 0)) },
                { name: 'Invoiced to paid', values: found.slice(-20).map(({ paid }) => Math.round(paid ?? 0)) },
              ],
            },
          }),
      notes: [`Medians: the steps of a month need not add up to its whole. ${NOTE}`],
      explain: found.map(({ month }) => `report lead-to-cash month:${month}`),
    }
  },
})

const NOTE = 'A deal invoiced before it was won counts as 0 days there.'

const dealsTable = (deals: readonly PaidDeal[]) => ({
  summary: counted(deals.length, 'deal'),
  columns: [
    text('deal', 'Deal'),
    text('title', 'Title'),
    text('company', 'Customer'),
    day('paidOn', 'Paid on'),
    number('won', 'New to won'),
    number('billed', 'Won to invoiced'),
    number('paid', 'Invoiced to paid'),
    number('all', 'In all'),
  ],
  rows: deals.map(({ ref, paidOn, ...steps }) => ({ deal: ref, ...steps, paidOn: dayCell(paidOn) })),
  totals: {},
  explain: deals.map(({ ref }) => `deal trace ${ref}`),
})

type PaidDeal = Pick<Steps, 'won' | 'billed' | 'paid' | 'all'> & {
  ref: string
  title: string
  company: string
  paidOn: string
}

type Steps = {
  month: string | null
  deals: number
  won: number | null
  billed: number | null
  paid: number | null
  all: number | null
}

/** Deals whose invoices are all paid – one that was credited counts for none, one given up keeps its deal out – with the days of each step, as tables `paid` and `step`. */
const stepsSql = (read: SqlScope, { from, to }: Span, owners: Owners): SqlPart => {
  const { sql, scope } = read
  return sql`
    with paid as (
      select i.deal_id, min(i.issue_date) as billed_on, max(x.paid_on) as paid_on
      from invoice i
      left join lateral (select max(a.date) as paid_on from allocation a
        join payment m on m.workspace_id = a.workspace_id and m.id = a.payment_id and m.method in ('bank', 'cash', 'card')
        where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.reversed_on is null) x on true
      where i.workspace_id = ${scope.workspaceId} and i.deal_id is not null and i.kind = 'invoice' and i.number is not null and i.status <> 'credited'
      group by i.deal_id having bool_and(i.status = 'paid')
    ), step as (
      select d.ref, d.title, d.company_id, p.paid_on, d.closed_on - d.created_at::date as won,
        greatest(p.billed_on - d.closed_on, 0) as billed, p.paid_on - p.billed_on as paid, p.paid_on - d.created_at::date as whole
      from paid p join deal d on d.workspace_id = ${scope.workspaceId} and d.id = p.deal_id and d.status = 'won'
        ${amongOwners(read, sql`d.owner_id`, owners)}
      where p.paid_on between ${from} and ${to})`
}

/** By when the last payment came; and all of them together. */
const stepsByMonth = (read: SqlScope, span: Span, owners: Owners): Promise<Steps[]> => read.sql<Steps[]>`
  ${stepsSql(read, span, owners)}
  select to_char(paid_on, 'YYYY-MM') as month, count(*)::int as deals, percentile_cont(0.5) within group (order by won)::float8 as won,
    percentile_cont(0.5) within group (order by billed)::float8 as billed,
    percentile_cont(0.5) within group (order by paid)::float8 as paid,
    percentile_cont(0.5) within group (order by whole)::float8 as all
  from step group by rollup (1) order by 1 nulls last`

/** The longest way first. */
const paidDeals = (read: SqlScope, span: Span, owners: Owners): Promise<PaidDeal[]> => read.sql<PaidDeal[]>`
  ${stepsSql(read, span, owners)}
  select s.ref, s.title, c.name as company, s.paid_on::text as "paidOn", s.won, s.billed, s.paid, s.whole as all
  from step s join company c on c.workspace_id = ${read.scope.workspaceId} and c.id = s.company_id
  order by s.whole desc, s.ref limit 1000`
