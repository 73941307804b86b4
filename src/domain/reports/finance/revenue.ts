import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { type IsoMonth, monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { knownThen } from '../../ledger/known.js'
import { listMonthlyResults } from '../../ledger/monthly-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, changeOf, percent, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import {
  type Against,
  againstLabel,
  againstParam,
  type MonthSpan,
  monthParams,
  monthsAsked,
  monthsOf,
  type Span,
  spanBefore,
} from '../span.js'

export default defineReport({
  name: 'revenue',
  title: 'Revenue recognised and deferred',
  summary: 'By month: income recognised, of it released from earlier invoices; what was deferred, and what still waits',
  params: { ...monthParams, against: againstParam, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, against: said, ...known }, { workspace, today }) => {
    const against = said as Against | undefined
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 12)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const past = against ? spanBefore(span, against) : null
    const moved = await movedIn(read, { from: (past ?? span).from, to: span.to }, atSeal)
    const found = laidOut(moved, span)
    const before = past ? laidOut(moved, monthsOf(past)) : null
    const was = (at: number) => before?.[at]?.income ?? 0n
    const cells = cellsIn(currency)
    const compared = (now: bigint, then: bigint): Row =>
      before ? { before: cells.amount(then), change: changeOf(now, then) } : {}
    const whole = total(found, ({ income }) => income)
    const sum = (of: (month: RevenueMonth) => bigint) => cells.amount(total(found, of))
    return {
      summary: `${formatMoney(money(whole, currency))} recognised, ${formatMoney(money(found.at(-1)?.waiting ?? 0n, currency))} deferred at the end`,
      columns: [
        text('month', 'Month'),
        amount('income', 'Recognised'),
        ...(against ? [amount('before', againstLabel(against)), percent('change', 'Change')] : []),
        amount('released', 'Of it released'),
        amount('deferred', 'Newly deferred'),
        amount('cancelled', 'No longer deferred'),
        amount('waiting', 'Deferred at its end'),
      ],
      rows: found.map(({ month, income, released, deferred, cancelled, waiting }, at) => ({
        month,
        income: cells.amount(income),
        ...compared(income, was(at)),
        released: cells.amount(released),
        deferred: cells.amount(deferred),
        cancelled: cells.amount(cancelled),
        waiting: cells.amount(waiting),
      })),
      totals: {
        month: 'Total',
        income: cells.amount(whole),
        ...compared(
          whole,
          total(before ?? [], ({ income }) => income),
        ),
        released: sum(({ released }) => released),
        deferred: sum(({ deferred }) => deferred),
        cancelled: sum(({ cancelled }) => cancelled),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: chartOf(found, before && against ? { before, label: againstLabel(against) } : null, currency),
      notes: [
        'Recognised is all income of the books; what waits is the account of deferred revenue. No longer deferred is what credit notes took back of it.',
        note,
      ],
      explain: found.map(({ month }) => `report profit-and-loss from:${month} to:${month}${knownWords(known)}`),
      ...sealed,
    }
  },
})

/** Beside a time before what was recognised in each; alone what of it was released from earlier invoices. */
function chartOf(
  found: readonly RevenueMonth[],
  beside: { before: readonly RevenueMonth[]; label: string } | null,
  currency: string,
): Chart {
  const { major } = cellsIn(currency)
  const values = (months: readonly RevenueMonth[], of: (month: RevenueMonth) => bigint) =>
    months.slice(-CHARTED).map((each) => major(of(each)))
  const common = {
    title: 'Revenue recognised',
    unit: currency,
    categories: found.slice(-CHARTED).map(({ month }) => month),
  }
  if (beside === null)
    return {
      ...common,
      kind: 'stacked-bar',
      series: [
        { name: 'At once', values: values(found, ({ income, released }) => income - released) },
        { name: 'Released', values: values(found, ({ released }) => released) },
      ],
    }
  return {
    ...common,
    kind: 'bar',
    series: [
      { name: 'Recognised', values: values(found, ({ income }) => income) },
      { name: beside.label, values: values(beside.before, ({ income }) => income) },
    ],
  }
}

/** More months than these no chart can label. */
const CHARTED = 20

/** `cancelled`: taken back by a credit note before it was released. */
export type RevenueMonth = {
  month: IsoMonth
  income: bigint
  released: bigint
  deferred: bigint
  cancelled: bigint
  waiting: bigint
}

/** What came to the account of deferred revenue and went from it in a month. */
type DeferredMonth = Pick<RevenueMonth, 'month' | 'released' | 'deferred' | 'cancelled'>
type Moved = { income: ReadonlyMap<IsoMonth, bigint>; deferrals: readonly DeferredMonth[] }

/** Income as sealed balances have it, as for profit and loss; of entries those alone are read that defer or release. */
async function movedIn(read: SqlScope, { from, to }: Span, atSeal: bigint | null): Promise<Moved> {
  const [results, deferrals] = await Promise.all([
    listMonthlyResults(read, { from: monthOf(from), to: monthOf(to) }, atSeal),
    deferredMonths(read, to, atSeal),
  ])
  const income = new Map<IsoMonth, bigint>()
  for (const { kind, month, movement } of results)
    if (kind === 'income') income.set(month, (income.get(month) ?? 0n) - movement)
  return { income, deferrals }
}

/** What spreads a document, or takes that back. */
const SPREADING = ['deferral', 'sales-deferral']

/**
 * From the first posting on: what waits at the end of a month is all that was ever deferred less all released and taken back. A release
 * that was reversed is none; one by hand is one.
 */
const deferredMonths = (read: SqlScope, to: string, atSeal: bigint | null): Promise<DeferredMonth[]> =>
  read.sql<DeferredMonth[]>`
    with moved as (
      select p.date, p.base_minor as minor, coalesce(
          (select o.source from journal_entry o where o.workspace_id = e.workspace_id and o.id = e.reverses_id), e.source) as source
      from account a
      join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
      join period r on r.workspace_id = p.workspace_id and r.id = p.period_id and r.number > 0
      join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
      where a.workspace_id = ${read.scope.workspaceId} and a.purpose = 'deferred-revenue' and p.date <= ${to}
        ${knownThen(read, read.sql`p.entry_id`, atSeal)}
    )
    select to_char(date, 'YYYY-MM') as month,
      coalesce(sum(minor) filter (where source = 'release' or (minor > 0 and source <> all (${SPREADING}))), 0)::bigint as released,
      coalesce(-sum(minor) filter (where source <> 'release' and minor < 0), 0)::bigint as deferred,
      coalesce(sum(minor) filter (where source = any (${SPREADING}) and minor > 0), 0)::bigint as cancelled
    from moved group by 1 order by 1`

const NOTHING = { released: 0n, deferred: 0n, cancelled: 0n }

function laidOut({ income, deferrals }: Moved, { months }: Pick<MonthSpan, 'months'>): RevenueMonth[] {
  return months.map((month) => {
    const own = deferrals.find((each) => each.month === month) ?? { month, ...NOTHING }
    const upTo = deferrals.filter((each) => each.month <= month)
    const waiting = total(upTo, ({ deferred, released, cancelled }) => deferred - released - cancelled)
    return { ...own, income: income.get(month) ?? 0n, waiting }
  })
}
