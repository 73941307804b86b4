import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { counted } from '../../../lib/counted.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Column, Row } from '../../../lib/table.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { inBaseSql } from '../base-sql.js'
import { amount, cellsIn, changeOf, number, percent, quoted, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstLabel, againstParam, monthParams, monthsAsked, type Span, spanBefore } from '../span.js'

const BY = ['revenue', 'overdue'] as const
const SHOWN = 50
const CHARTED = 12

export default defineReport({
  name: 'top-customers',
  title: 'Top customers',
  summary: 'Customers by revenue or by what is overdue, the most first; both side by side',
  params: {
    by: { type: 'choice', label: 'By', choices: BY, required: false },
    ...monthParams,
    against: againstParam,
  },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { by = 'revenue', from, to, against: said }, { workspace, today, owners }) => {
    const against = said as Against | undefined
    if (against && by === 'overdue') throw invalid('What is overdue is of today: against: compares revenue.')
    const currency = workspace.baseCurrency
    const span = monthsAsked({ from, to }, today, 12)
    const of = { owners: owners('invoice.read'), today, base: currency }
    const all = await customers(read, span, of)
    const earlier = against ? await customers(read, spanBefore(span, against), of) : null
    const was = (id: string) => earlier?.find((each) => each.id === id)?.revenue ?? 0n
    const figure = (each: Customer) => (by === 'overdue' ? each.overdue : each.revenue)
    const sorted = all.filter((each) => figure(each) > 0n).sort((a, b) => (figure(a) > figure(b) ? -1 : 1))
    const shown = sorted.slice(0, SHOWN)
    const whole = total(all, figure)
    const cells = cellsIn(currency)
    const compared = (now: bigint, then: bigint): Row =>
      earlier ? { before: cells.amount(then), change: changeOf(now, then) } : {}
    const sum = (of: (each: Customer) => bigint) => cells.amount(total(shown, of))
    return {
      summary: `${formatMoney(money(total(shown, figure), currency))} ${by === 'overdue' ? 'overdue of' : 'invoiced to'} ${counted(shown.length, 'customer')}`,
      columns: columnsOf(by, against),
      rows: shown.map((each) => ({
        company: each.company,
        invoices: each.invoices,
        revenue: cells.amount(each.revenue),
        ...compared(each.revenue, was(each.id)),
        open: cells.some(each.open),
        overdue: cells.some(each.overdue),
        share: shareOf(figure(each), whole),
      })),
      totals: {
        company: 'Total',
        invoices: shown.reduce((count, { invoices }) => count + invoices, 0),
        revenue: sum(({ revenue }) => revenue),
        ...compared(
          total(shown, ({ revenue }) => revenue),
          total(shown, ({ id }) => was(id)),
        ),
        open: sum(({ open }) => open),
        overdue: sum(({ overdue }) => overdue),
        share: shareOf(total(shown, figure), whole),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: chartOf(shown.slice(0, CHARTED), currency, [
        { name: by === 'overdue' ? 'Overdue' : 'Revenue', of: figure },
        ...(against ? [{ name: againstLabel(against), of: ({ id }: Customer) => was(id) }] : []),
      ]),
      notes: [
        'Revenue is what was invoiced net of tax, less credit notes, at the rate of each document; open and overdue are of today.',
        ...(sorted.length > SHOWN ? [`The first ${SHOWN} of ${sorted.length}.`] : []),
      ],
      explain: shown.map(({ company }) =>
        by === 'overdue'
          ? `invoice list overdue company:${quoted(company)}`
          : `report invoices where company:${quoted(company)} issued:${span.from}..${span.to} status:!draft show:issued,kind,status,net,open`,
      ),
    }
  },
})

const columnsOf = (by: string, against: Against | undefined): Column[] => [
  text('company', 'Customer'),
  number('invoices', 'Invoices'),
  amount('revenue', 'Revenue'),
  ...(against ? [amount('before', againstLabel(against)), percent('change', 'Change')] : []),
  amount('open', 'Open'),
  amount('overdue', 'Overdue'),
  percent('share', by === 'overdue' ? 'Share of overdue' : 'Share of revenue'),
]

type Series = { name: string; of(each: Customer): bigint }

const chartOf = (shown: readonly Customer[], currency: string, series: readonly Series[]): Chart => ({
  kind: 'bar',
  title: `Customers by ${series[0]?.name.toLowerCase()}`,
  unit: currency,
  categories: shown.map(({ company }) => company),
  series: series.map(({ name, of }) => ({ name, values: shown.map((each) => cellsIn(currency).major(of(each))) })),
})

type Customer = { id: string; company: string; invoices: number; revenue: bigint; open: bigint; overdue: bigint }

/** In the base currency, of all that was issued: what was credited, or given up, was invoiced too. A company that was merged into another counts as that one. */
const customers = (
  read: SqlScope,
  { from, to }: Span,
  { owners, today, base }: { owners: Owners; today: string; base: string },
): Promise<Customer[]> => {
  const { sql, scope } = read
  return sql<Customer[]>`
    with document as (
      select coalesce(c.merged_into_id, c.id) as company_id, i.kind, i.issue_date, i.due_date,
        case i.kind when 'credit_note' then -1 else 1 end as sign,
        ${inBaseSql(read, base, { minor: sql`i.net_minor`, currency: sql`i.currency`, rate: sql`i.fx_rate` })} as net,
        i.base_open_minor as open
      from invoice i join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
      where i.workspace_id = ${scope.workspaceId} and i.number is not null ${amongOwners(read, sql`i.owner_id`, owners)})
    select c.id, c.name as company, count(*) filter (where d.kind = 'invoice' and d.issue_date between ${from} and ${to})::int as invoices,
      coalesce(sum(d.sign * d.net) filter (where d.issue_date between ${from} and ${to}), 0)::bigint as revenue,
      coalesce(sum(d.sign * d.open), 0)::bigint as open,
      coalesce(sum(d.open) filter (where d.kind = 'invoice' and d.due_date < ${today}), 0)::bigint as overdue
    from document d join company c on c.workspace_id = ${scope.workspaceId} and c.id = d.company_id
    group by c.id, c.name order by c.name`
}
