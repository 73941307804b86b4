import type { SqlScope } from '../../../db/sql-workspace.js'
import {
  addToMonth,
  daysBetween,
  firstOfMonth,
  type IsoDate,
  type IsoMonth,
  lastOfMonth,
  monthOf,
  shortDate,
} from '../../../lib/dates.js'
import { knownThen } from '../../ledger/known.js'
import { listAllMovements, type Months } from '../../ledger/monthly-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, number, rounded, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked } from '../span.js'

/** Sales of as many months stand against what is owed at their end. */
const WINDOW = 3

export default defineReport({
  name: 'days-sales-outstanding',
  title: 'Days sales outstanding',
  summary: 'How many days of sales customers owe, at the end of each month',
  params: { ...monthParams, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, ...known }, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 12)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const first = addToMonth(span.months[0] ?? '', 1 - WINDOW)
    const moved = await receivableMonths(read, { from: first, to: span.months.at(-1) ?? first }, atSeal)
    const found = span.months.map((month) => outstandingAt(moved, month, today))
    const cells = cellsIn(currency)
    const last = found.at(-1)
    return {
      summary: last?.days === null || !last ? 'no sales' : `${Math.round(last.days)} days on ${shortDate(last.end)}`,
      columns: [
        text('month', 'Month'),
        amount('owed', 'Owed at its end'),
        amount('sold', `Invoiced in ${WINDOW} months`),
        number('days', 'Days'),
      ],
      rows: found.map(({ month, owed, sold, days }) => ({
        month,
        owed: cells.amount(owed),
        sold: cells.amount(sold),
        days: rounded(days),
      })),
      totals: {},
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: {
        kind: 'line',
        title: 'Days sales outstanding',
        unit: 'days',
        categories: found.slice(-20).map(({ month }) => month),
        series: [{ name: 'Days', values: found.slice(-20).map(({ days }) => Math.round(days ?? 0)) }],
      },
      notes: [
        `What customers owe, divided by what they were invoiced (tax included) in ${WINDOW} months up to then, times the days of these.`,
        note,
      ],
      explain: found.map(({ end }) => `report receivables-ageing asof:${end}${knownWords(known)}`),
      ...sealed,
    }
  },
})

export type ReceivableMonth = { month: IsoMonth; movement: bigint; invoiced: bigint }

/** What the receivables accounts moved by in each month, in the base currency, and from a month on how much of it documents did. */
async function receivableMonths(
  read: SqlScope,
  { from, to }: Months,
  atSeal: bigint | null,
): Promise<ReceivableMonth[]> {
  const [all, documents] = await Promise.all([
    listAllMovements(read, { from: EARLIEST, to }, atSeal),
    invoicedMonths(read, { from, to }, atSeal),
  ])
  const invoiced = new Map(documents.map((each) => [each.month, each.minor]))
  const months = new Map<IsoMonth, bigint>()
  for (const { control, month, movement } of all)
    if (control === 'receivable') months.set(month, (months.get(month) ?? 0n) + movement)
  return [...new Set([...months.keys(), ...invoiced.keys()])].map((month) => ({
    month,
    movement: months.get(month) ?? 0n,
    invoiced: invoiced.get(month) ?? 0n,
  }))
}

/** No books begin before. */
const EARLIEST = '1900-01'

/** The entries first, so that each posting is met with them at once and none is looked up by itself; days are named when they are added up. */
const invoicedMonths = (read: SqlScope, { from, to }: Months, atSeal: bigint | null) =>
  read.sql<{ month: IsoMonth; minor: bigint }[]>`
    with document as materialized (
      select e.id from journal_entry e
      where e.workspace_id = ${read.scope.workspaceId} and e.source in ('invoice', 'credit-note')
        and e.date between ${firstOfMonth(from)} and ${lastOfMonth(to)} ${knownThen(read, read.sql`e.id`, atSeal)}
    ), day as (
      select p.date, sum(p.base_minor) as minor
      from posting p
      join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control = 'receivable'
      join document d on d.id = p.entry_id
      where p.workspace_id = ${read.scope.workspaceId} and p.date between ${firstOfMonth(from)} and ${lastOfMonth(to)}
      group by p.date)
    select to_char(date, 'YYYY-MM') as month, sum(minor)::bigint as minor from day group by 1`

/** Of a month that runs up to today: the days ahead have no sales. Null days where nothing was sold: then there is nothing to divide by. */
export function outstandingAt(moved: readonly ReceivableMonth[], month: IsoMonth, today: IsoDate) {
  const end = month === monthOf(today) ? today : lastOfMonth(month)
  const first = addToMonth(month, 1 - WINDOW)
  const owed = moved.filter((each) => each.month <= month).reduce((sum, { movement }) => sum + movement, 0n)
  const sold = moved
    .filter((each) => each.month >= first && each.month <= month)
    .reduce((sum, { invoiced }) => sum + invoiced, 0n)
  const length = daysBetween(firstOfMonth(first), end) + 1
  return { month, end, owed, sold, days: sold > 0n ? (Number(owed) / Number(sold)) * length : null }
}
