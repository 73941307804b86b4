import type { Chart } from '../../lib/chart.js'
import { formatMoney, minorDigits, money } from '../../lib/money.js'
import type { Cell, Column, Row } from '../../lib/table.js'
import { type Ageing, type AgeingRow, ageingOf, BUCKETS, type Bucket } from '../billing/ageing.js'
import { getControl, listOpenItems, listUnapplied } from '../billing/ageing-store.js'
import type { Side } from '../billing/settlement-item.js'
import { defineReport } from './define-report.js'

const LABELS: Record<Bucket, string> = {
  current: 'Not due',
  '1-30': '1–30 days',
  '31-60': '31–60 days',
  '61-90': '61–90 days',
  '90+': 'Over 90 days',
  undated: 'Undated',
}

/** How many are in the chart; everybody is in the table. */
const CHARTED = 12

/** What tells the two sides apart. */
type AgeingReport = {
  side: Side
  name: string
  title: string
  summary: string
  /** Whom a row is about. */
  party: string
  /** The command that lists what is behind a row. */
  list(company: string): string
}

/** Who owes whom how much, by how long it has been due: the same for customers and suppliers. */
export const ageingReport = ({ side, name, title, summary, party, list }: AgeingReport) =>
  defineReport({
    name,
    title,
    summary,
    params: { asof: { type: 'date', label: 'As of', required: false } },
    needs: 'report.finance',
    lane: 'records',
    run: async (read, { asof }, { workspace, today }) => {
      const currency = workspace.baseCurrency
      const at = asof ?? null
      const asOf = asof ?? today
      const [items, unapplied, control] = await Promise.all([
        listOpenItems(read, currency, at, side),
        listUnapplied(read, currency, at, side),
        getControl(read, currency, at, side),
      ])
      const ageing = ageingOf(items, unapplied, asOf)
      const shown = BUCKETS.filter((bucket) => bucket !== 'undated' || ageing.totals.buckets.undated !== 0n)
      const held = ageing.totals.unapplied !== 0n
      return {
        summary: summaryOf(ageing, currency),
        columns: columnsOf(party, shown, held),
        rows: ageing.rows.map((row) => ({ company: row.company, ...cells(row, currency) })),
        totals: { company: 'Total', ...cells(ageing.totals, currency) },
        currency,
        asOf,
        from: null,
        to: asOf,
        ...(ageing.rows.length > 0 ? { chart: chartOf(title, ageing, shown, currency) } : {}),
        notes: [tie(side, ageing.totals.total, control, currency)],
        explain: ageing.rows.map((row) => list(row.company)),
      }
    },
  })

/** "12,000.00 EUR open, 800.00 EUR of it overdue". */
function summaryOf({ totals: { buckets, total } }: Ageing, currency: string): string {
  const overdue = BUCKETS.filter((bucket) => bucket !== 'current' && bucket !== 'undated')
  const late = overdue.reduce((sum, bucket) => sum + buckets[bucket], 0n)
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  return late === 0n ? `${text(total)} open, nothing overdue` : `${text(total)} open, ${text(late)} overdue`
}

/** Law 5, said on the report itself. */
const tie = (side: Side, total: bigint, control: bigint, currency: string): string =>
  total === control
    ? `Agrees with the ${side}s control account: ${formatMoney(money(control, currency))}.`
    : `Differs from the ${side}s control account (${formatMoney(money(control, currency))}) by ${formatMoney(money(total - control, currency))}.`

const columnsOf = (party: string, buckets: readonly Bucket[], held: boolean): Column[] => [
  { key: 'company', label: party, type: 'text' },
  ...buckets.map((bucket): Column => ({ key: bucket, label: LABELS[bucket], type: 'money' })),
  ...(held ? [{ key: 'unapplied', label: 'On account', type: 'money' } satisfies Column] : []),
  { key: 'total', label: 'Total', type: 'money' },
]

function cells({ buckets, unapplied, total }: Omit<AgeingRow, 'companyId' | 'company'>, currency: string): Row {
  const cell = (minor: bigint): Cell => (minor === 0n ? null : { money: money(minor, currency) })
  return {
    ...Object.fromEntries(BUCKETS.map((bucket) => [bucket, cell(buckets[bucket])])),
    unapplied: cell(unapplied),
    total: { money: money(total, currency) },
  }
}

/** The largest, a bar each, by bucket; the others together as the last. */
function chartOf(title: string, { rows }: Ageing, buckets: readonly Bucket[], currency: string): Chart {
  const major = (minor: bigint) => Number(minor) / 10 ** minorDigits(currency)
  const largest = rows.length > CHARTED + 1 ? rows.slice(0, CHARTED) : rows
  const others = rows.slice(largest.length)
  const other = (bucket: Bucket) => others.reduce((sum, row) => sum + row.buckets[bucket], 0n)
  return {
    kind: 'stacked-bar',
    title,
    unit: currency,
    categories: [...largest.map((row) => row.company), ...(others.length > 0 ? [`${others.length} others`] : [])],
    series: buckets.map((bucket) => ({
      name: LABELS[bucket],
      values: [
        ...largest.map((row) => major(row.buckets[bucket])),
        ...(others.length > 0 ? [major(other(bucket))] : []),
      ],
    })),
  }
}
