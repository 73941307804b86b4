import type { SqlScope } from '../../../db/sql-workspace.js'
import type { IsoMonth } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { knownThen } from '../../ledger/known.js'
import { booksAsked, knownParams } from '../books.js'
import { amount, cellsIn, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type MonthSpan, monthParams, monthsAsked } from '../span.js'

export default defineReport({
  name: 'revenue',
  title: 'Revenue recognised and deferred',
  summary: 'By month: income recognised, of it released from earlier invoices; what was deferred, and what still waits',
  params: { ...monthParams, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, ...known }, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 12)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const moved = await revenueMonths(read, span.to, atSeal)
    const found = laidOut(moved, span)
    const cells = cellsIn(currency)
    const sum = (of: (month: RevenueMonth) => bigint) => cells.amount(total(found, of))
    return {
      summary: `${formatMoney(
        money(
          total(found, ({ income }) => income),
          currency,
        ),
      )} recognised, ${formatMoney(money(found.at(-1)?.waiting ?? 0n, currency))} deferred at the end`,
      columns: [
        text('month', 'Month'),
        amount('income', 'Recognised'),
        amount('released', 'Of it released'),
        amount('deferred', 'Newly deferred'),
        amount('waiting', 'Deferred at its end'),
      ],
      rows: found.map(({ month, income, released, deferred, waiting }) => ({
        month,
        income: cells.amount(income),
        released: cells.amount(released),
        deferred: cells.amount(deferred),
        waiting: cells.amount(waiting),
      })),
      totals: {
        month: 'Total',
        income: sum(({ income }) => income),
        released: sum(({ released }) => released),
        deferred: sum(({ deferred }) => deferred),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: {
        kind: 'stacked-bar',
        title: 'Revenue recognised',
        unit: currency,
        categories: found.slice(-20).map(({ month }) => month),
        series: [
          { name: 'At once', values: found.slice(-20).map(({ income, released }) => cells.major(income - released)) },
          { name: 'Released', values: found.slice(-20).map(({ released }) => cells.major(released)) },
        ],
      },
      notes: ['Recognised is all income of the books; what waits is the account of deferred revenue.', note],
      explain: found.map(({ month }) => `report profit-and-loss from:${month} to:${month}`),
      ...sealed,
    }
  },
})

export type RevenueMonth = { month: IsoMonth; income: bigint; released: bigint; deferred: bigint; waiting: bigint }

/** From the first posting on: what waits at the end of a month is all that was ever deferred less all released. */
const revenueMonths = (read: SqlScope, to: string, atSeal: bigint | null): Promise<Omit<RevenueMonth, 'waiting'>[]> =>
  read.sql<Omit<RevenueMonth, 'waiting'>[]>`
    select to_char(p.date, 'YYYY-MM') as month,
      coalesce(-sum(p.base_minor) filter (where a.kind = 'income'), 0)::bigint as income,
      coalesce(sum(p.base_minor) filter (where a.purpose = 'deferred-revenue' and p.base_minor > 0), 0)::bigint as released,
      coalesce(-sum(p.base_minor) filter (where a.purpose = 'deferred-revenue' and p.base_minor < 0), 0)::bigint as deferred
    from posting p
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      and (a.kind = 'income' or a.purpose = 'deferred-revenue')
    join period r on r.workspace_id = p.workspace_id and r.id = p.period_id and r.number > 0
    where p.workspace_id = ${read.scope.workspaceId} and p.date <= ${to} ${knownThen(read, read.sql`p.entry_id`, atSeal)}
    group by 1 order by 1`

function laidOut(moved: readonly Omit<RevenueMonth, 'waiting'>[], { months }: MonthSpan): RevenueMonth[] {
  return months.map((month) => {
    const own = moved.find((each) => each.month === month) ?? { month, income: 0n, released: 0n, deferred: 0n }
    const upTo = moved.filter((each) => each.month <= month)
    return { ...own, waiting: total(upTo, ({ deferred, released }) => deferred - released) }
  })
}
