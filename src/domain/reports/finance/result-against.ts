import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { monthOf } from '../../../lib/dates.js'
import type { Row } from '../../../lib/table.js'
import { listPlanned } from '../../ledger/budget-store.js'
import { listMonthlyResults } from '../../ledger/monthly-store.js'
import { amount, cellsIn, changeOf, percent, text, total } from '../cells.js'
import { againstLabel, type MonthSpan, type Span, spanBefore } from '../span.js'
import { laidOut } from './result-table.js'

export const RESULT_AGAINST = ['last-period', 'last-year', 'budget'] as const
export type ResultAgainst = (typeof RESULT_AGAINST)[number]

/** One account over all months; income positive, expense negative. */
type Figure = { code: string; name: string; kind: 'income' | 'expense'; minor: bigint }
type Pair = Omit<Figure, 'minor'> & { now: bigint; before: bigint }

/**
 * Each account beside what it was a year or a time before, or was planned to be. A change above zero is good for the result. Null where
 * nothing is planned: beside noughts all would look like too much.
 */
export async function resultAgainst(
  read: SqlScope,
  span: MonthSpan,
  against: ResultAgainst,
  { atSeal, currency, explain }: { atSeal: bigint | null; currency: string; explain: (code: string) => string },
) {
  const [now, before] = await Promise.all([
    figures(read, span, atSeal),
    against === 'budget' ? planned(read, span) : figures(read, spanBefore(span, against), atSeal),
  ])
  if (against === 'budget' && before.length === 0) return null
  const label = against === 'budget' ? 'Budget' : againstLabel(against)
  const pairs = pairsOf(now, before)
  return {
    ...tableOf(pairs, label, { currency, explain }),
    chart: chartOf(pairs, label, currency),
    total: total(pairs, (pair) => pair.now),
    before: total(pairs, (pair) => pair.before),
    label,
  }
}

const monthsOf = ({ from, to }: Span) => ({ from: monthOf(from), to: monthOf(to) })

async function figures(read: SqlScope, span: Span, atSeal: bigint | null): Promise<Figure[]> {
  const movements = await listMonthlyResults(read, monthsOf(span), atSeal)
  return movements.map(({ code, name, kind, movement }) => ({
    code,
    name,
    kind: kind === 'income' ? 'income' : 'expense',
    minor: -movement,
  }))
}

async function planned(read: SqlScope, span: Span): Promise<Figure[]> {
  const lines = await listPlanned(read, monthsOf(span))
  return lines.map((line) => ({ ...line, minor: line.kind === 'income' ? line.minor : -line.minor }))
}

/** Each account once, in the order of codes, income first. */
export function pairsOf(now: readonly Figure[], before: readonly Figure[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const [side, found] of [
    ['now', now],
    ['before', before],
  ] as const)
    for (const { minor, ...account } of found) {
      const pair = pairs.get(account.code) ?? { ...account, now: 0n, before: 0n }
      pairs.set(account.code, { ...pair, [side]: pair[side] + minor })
    }
  const order = ({ kind, code }: Pair) => `${kind === 'income' ? 0 : 1}${code}`
  return [...pairs.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function tableOf(
  pairs: readonly Pair[],
  label: string,
  { currency, explain }: { currency: string; explain: (code: string) => string },
) {
  const cells = cellsIn(currency)
  const row = (names: Row, { now, before }: { now: bigint; before: bigint }): Row => ({
    ...names,
    now: cells.amount(now),
    before: cells.amount(before),
    change: cells.amount(now - before),
    percent: changeOf(now, before),
  })
  const sums = (found: readonly Pair[]) => ({
    now: total(found, (pair) => pair.now),
    before: total(found, (pair) => pair.before),
  })
  const parts = (['income', 'expense'] as const)
    .map((kind) => ({ kind, own: pairs.filter((pair) => pair.kind === kind) }))
    .filter(({ own }) => own.length > 0)
  return laidOut(
    [
      text('code', 'Account'),
      text('name', 'Name'),
      amount('now', 'Actual'),
      amount('before', label),
      amount('change', 'Difference'),
      percent('percent', 'In percent'),
    ],
    parts.map(({ kind, own }) => ({
      own: own.map((pair) => ({
        row: row({ code: pair.code, name: pair.name }, pair),
        command: explain(pair.code),
      })),
      closing: row({ code: kind === 'income' ? 'Income' : 'Expenses', name: 'Total' }, sums(own)),
    })),
    row({ code: 'Result' }, sums(pairs)),
  )
}

function chartOf(pairs: readonly Pair[], label: string, currency: string): Chart {
  const { major } = cellsIn(currency)
  const of = (kind: Pair['kind'], side: 'now' | 'before') =>
    Math.abs(
      major(
        total(
          pairs.filter((pair) => pair.kind === kind),
          (pair) => pair[side],
        ),
      ),
    )
  const series = (name: string, side: 'now' | 'before') => ({
    name,
    values: [of('income', side), of('expense', side), major(total(pairs, (pair) => pair[side]))],
  })
  return {
    kind: 'bar',
    title: `Income, expenses and result: actual and ${label.toLowerCase()}`,
    unit: currency,
    categories: ['Income', 'Expenses', 'Result'],
    series: [series('Actual', 'now'), series(label, 'before')],
  }
}
