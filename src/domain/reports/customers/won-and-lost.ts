import type { SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import type { Column, Row } from '../../../lib/table.js'
import { toBase } from '../../ledger/fx-rate.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, cellsIn, having, number, percent, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstLabel, againstParam, monthParams, monthsAsked, type Span, spanBefore } from '../span.js'

export default defineReport({
  name: 'won-and-lost',
  title: 'Won and lost',
  summary: 'Deals that were closed in some months: why they were won or lost, and how much that was',
  params: {
    owner: { type: 'record', record: 'staff', label: 'Owner', required: false },
    ...monthParams,
    against: againstParam,
  },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { owner, from, to, against: said }, { workspace, today, owners }) => {
    const against = said as Against | undefined
    const currency = workspace.baseCurrency
    const span = monthsAsked({ from, to }, today, 3)
    const of = { owners: owners('deal.read'), ownerId: owner?.id ?? null }
    const worthy = (found: readonly Closed[]) => found.map((line) => ({ ...line, worth: worthOf(line, currency) }))
    const lines = worthy(await closedDeals(read, span, of))
    const earlier = against ? worthy(await closedDeals(read, spanBefore(span, against), of)) : null
    const cells = cellsIn(currency)
    const ended = (status: string) => lines.filter((line) => line.status === status)
    const [won, lost] = [ended('won'), ended('lost')]
    const deals = (some: readonly { deals: number }[]) => some.reduce((sum, each) => sum + each.deals, 0)
    const worth = (some: readonly { worth: bigint }[]) => total(some, (each) => each.worth)
    const compared = (then: readonly (typeof lines)[number][]): Row =>
      earlier ? { dealsBefore: deals(then), worthBefore: cells.amount(worth(then)) } : {}
    const rate = shareOf(deals(won), deals(lines))
    return {
      summary: `${deals(won)} won (${formatMoney(money(worth(won), currency))}), ${deals(lost)} lost (${formatMoney(money(worth(lost), currency))})`,
      columns: columnsOf(against),
      rows: lines.map((line) => ({
        outcome: line.status === 'won' ? 'Won' : 'Lost',
        reason: line.reason ?? 'no reason given',
        deals: line.deals,
        native: { money: money(line.minor, line.currency) },
        worth: cells.amount(line.worth),
        share: shareOf(line.deals, deals(line.status === 'won' ? won : lost)),
        ...compared((earlier ?? []).filter((each) => isSame(each, line))),
      })),
      totals: {
        outcome: 'Total',
        deals: deals(lines),
        worth: cells.amount(worth(lines)),
        share: rate,
        ...compared(earlier ?? []),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: chartOf(lines, currency),
      notes: [
        'Share in the total: won, of all that were closed.',
        ...(earlier?.some((each) => !lines.some((line) => isSame(each, line)))
          ? ['The total of before has also what no deal was closed for in these months.']
          : []),
        ...(lines.some(({ unrated }) => unrated > 0)
          ? [
              `${lines.reduce((sum, { unrated }) => sum + unrated, 0)} in other currencies have no rate of the day they were closed: counted, but adding nothing.`,
            ]
          : []),
        ...(lines.some((line) => line.currency !== currency)
          ? ['Other currencies at the rate of the day each deal was closed: it stays that.']
          : []),
      ],
      explain: lines.map(
        ({ status, reason, currency }) =>
          `report deals where status:${status} closed:${span.from}..${span.to} ${having(`${status}-reason`, reason)} currency:${currency}${owner ? ` closer:${owner.ref}` : ''}`,
      ),
    }
  },
})

const columnsOf = (against: Against | undefined): Column[] => [
  text('outcome', 'Outcome'),
  text('reason', 'Why'),
  number('deals', 'Deals'),
  amount('native', 'Amount'),
  amount('worth', 'Worth'),
  percent('share', 'Share of deals'),
  ...(against
    ? [
        number('dealsBefore', `Deals, ${againstLabel(against).toLowerCase()}`),
        amount('worthBefore', `Worth, ${againstLabel(against).toLowerCase()}`),
      ]
    : []),
]

type Closed = {
  status: 'won' | 'lost'
  reason: string | null
  currency: string
  deals: number
  minor: bigint
  /** Amounts by the rate of the day they were closed, as `rate:minor`. */
  parts: readonly { rate: string; minor: string }[]
  unrated: number
}

const isSame = (a: Closed, b: Closed): boolean =>
  a.status === b.status && a.reason === b.reason && a.currency === b.currency

/** Of what is closed, who owned it then. */
const closedDeals = (
  read: SqlScope,
  { from, to }: Span,
  { owners, ownerId }: { owners: Owners; ownerId: string | null },
): Promise<Closed[]> => {
  const { sql, scope } = read
  const owner = sql`coalesce(d.owner_at_close_id, d.owner_id)`
  return sql<Closed[]>`
    with closed as (
      select d.status, case d.status when 'won' then d.won_reason else d.lost_reason end as reason, d.currency,
        coalesce(d.amount_minor, 0) as minor,
        case when d.currency = w.base_currency then '1' when d.won_rate is not null then trim_scale(d.won_rate)::text else (
          select trim_scale(f.rate)::text from fx_rate f where f.workspace_id = d.workspace_id and f.currency = d.currency
            and f.date <= d.closed_on and f.kind <> 'average' order by f.date desc, f.kind limit 1) end as rate
      from deal d join workspace w on w.id = d.workspace_id
      where d.workspace_id = ${scope.workspaceId} and d.status in ('won', 'lost') and d.closed_on between ${from} and ${to}
        ${amongOwners(read, owner, owners)} and (${ownerId}::uuid is null or ${owner} = ${ownerId}::uuid))
    select status, reason, currency, count(*)::int as deals, sum(minor)::bigint as minor,
      coalesce(jsonb_agg(jsonb_build_object('rate', rate, 'minor', minor::text)) filter (where rate is not null), '[]') as parts,
      count(*) filter (where rate is null)::int as unrated
    from closed group by status, reason, currency order by status desc, sum(minor) desc, reason nulls last, currency`
}

const worthOf = ({ parts, currency }: Closed, base: string): bigint =>
  total(parts, ({ rate, minor }) => worthAt(money(BigInt(minor), currency), rate, base))

const worthAt = (amount: Money, rate: string, base: string): bigint =>
  amount.currency === base ? amount.minor : (toBase(amount, rate, base) ?? 0n)

function chartOf(lines: readonly (Closed & { worth: bigint })[], currency: string) {
  const reasons = [...new Set(lines.map(({ reason }) => reason ?? 'no reason given'))].slice(0, 12)
  const { major } = cellsIn(currency)
  const values = (status: string) =>
    reasons.map((reason) =>
      major(
        total(
          lines.filter((line) => line.status === status && (line.reason ?? 'no reason given') === reason),
          ({ worth }) => worth,
        ),
      ),
    )
  return {
    // A reason is mostly of one outcome: beside it the other's place would be empty, and the bar not where its name is.
    kind: 'stacked-bar' as const,
    title: 'Won and lost by reason',
    unit: currency,
    categories: reasons,
    series: [
      { name: 'Won', values: values('won') },
      { name: 'Lost', values: values('lost') },
    ],
  }
}
