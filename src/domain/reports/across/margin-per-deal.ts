import type { SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, cellsIn, percent, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

const SHOWN = 200

export default defineReport({
  name: 'margin-per-deal',
  title: 'Margin per deal',
  summary: 'Of the deals that were won in some months: what the books have as income and as cost of each',
  params: { ...monthParams },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { from, to }, { workspace, today, owners }) => {
    const currency = workspace.baseCurrency
    const span = monthsAsked({ from, to }, today, 12)
    const deals = await margins(read, span, owners('deal.read'))
    const cells = cellsIn(currency)
    const figures = (income: bigint, waiting: bigint, cost: bigint): Row => ({
      income: cells.amount(income),
      waiting: cells.some(waiting),
      cost: cells.amount(cost),
      margin: cells.amount(income + waiting - cost),
      share: shareOf(income + waiting - cost, income + waiting),
    })
    const [income, waiting, cost] = [
      total(deals, (deal) => deal.income),
      total(deals, (deal) => deal.waiting),
      total(deals, (deal) => deal.cost),
    ]
    const shown = deals.slice(0, SHOWN)
    return {
      summary: `${formatMoney(money(income + waiting - cost, currency))} of ${deals.length} deals`,
      columns: [
        text('deal', 'Deal'),
        text('title', 'Title'),
        text('company', 'Customer'),
        amount('income', 'Income'),
        amount('waiting', 'Deferred'),
        amount('cost', 'Cost'),
        amount('margin', 'Margin'),
        percent('share', 'Of income'),
      ],
      rows: shown.map((deal) => ({
        deal: deal.ref,
        title: deal.title,
        company: deal.company,
        ...figures(deal.income, deal.waiting, deal.cost),
      })),
      totals: { deal: 'Total', ...figures(income, waiting, cost), waiting: cells.amount(waiting) },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: {
        kind: 'bar',
        title: 'Margin per deal, the largest',
        unit: currency,
        categories: shown.slice(0, 12).map(({ ref, company }) => `${ref} ${company}`),
        series: [
          {
            name: 'Margin',
            values: shown.slice(0, 12).map((deal) => cells.major(deal.income + deal.waiting - deal.cost)),
          },
        ],
      },
      notes: [
        'Income and cost are what is posted under the deal: its invoices, and bills and entries that name it.',
        ...(deals.length > SHOWN ? [`The ${SHOWN} largest of ${deals.length}; the total has all.`] : []),
      ],
      explain: shown.map(({ ref }) => `deal trace ${ref}`),
    }
  },
})

type Margin = { ref: string; title: string; company: string; income: bigint; waiting: bigint; cost: bigint }

/** Whatever is posted under a deal, at any time; the largest margin first. */
const margins = (read: SqlScope, { from, to }: Span, owners: Owners): Promise<Margin[]> => {
  const { sql, scope } = read
  return sql<Margin[]>`
    with posted as (
      select p.deal_id, -coalesce(sum(p.base_minor) filter (where a.kind = 'income'), 0) as income,
        -coalesce(sum(p.base_minor) filter (where a.purpose = 'deferred-revenue'), 0) as waiting,
        coalesce(sum(p.base_minor) filter (where a.kind = 'expense'), 0) as cost
      from posting p
      join deal d on d.workspace_id = p.workspace_id and d.id = p.deal_id and d.status = 'won' and d.closed_on between ${from} and ${to}
      join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where p.workspace_id = ${scope.workspaceId} group by p.deal_id)
    select d.ref, d.title, c.name as company, coalesce(x.income, 0)::bigint as income, coalesce(x.waiting, 0)::bigint as waiting,
      coalesce(x.cost, 0)::bigint as cost
    from deal d join company c on c.workspace_id = d.workspace_id and c.id = d.company_id left join posted x on x.deal_id = d.id
    where d.workspace_id = ${scope.workspaceId} and d.status = 'won' and d.closed_on between ${from} and ${to}
      ${amongOwners(read, sql`d.owner_id`, owners)}
    order by coalesce(x.income + x.waiting - x.cost, 0) desc, d.ref`
}
