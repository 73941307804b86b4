import type { SqlScope } from '../../db/sql-workspace.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import type { Cell, Column, Row } from '../../lib/table.js'
import type { ReportResult } from '../reports/define-report.js'
import { type Answered, runStatement } from './ask-store.js'
import { compileList, compileTotals } from './compile-query.js'
import { currencyNotes } from './grouped-result.js'
import { hasHappened } from './past-days.js'
import { findPath, type Path } from './path.js'
import { periodOf, type Query, sayable } from './query.js'
import { sayQuery } from './say-query.js'
import type { AskContext } from './statement.js'
import { addShare, amountOf, currenciesOf, shareKey, type Tally } from './tally.js'

/** As many as a person reads; `limit:` says otherwise, up to what a file may have. */
const USUAL = 50

type ListRow = { ref: string | null; title: string | null } & Record<string, Answered>
type TotalRow = { n: number; currency: string; rate: string | null } & Record<string, Answered>

/** The records that a question is about, with what they add up to. */
export async function listResult(read: SqlScope, context: AskContext, query: Query): Promise<ReportResult> {
  const paths = query.shows.length > 0 ? query.shows : usualColumns(context, query)
  const amounts = paths.filter(({ field }) => field?.type === 'money')
  const limit = query.limit ?? USUAL
  const rows = await runStatement<ListRow>(read, compileList(context, query, paths, limit))
  const totals = await runStatement<TotalRow>(read, compileTotals(context, query, amounts))
  const count = totals.reduce((sum, { n }) => sum + n, 0)
  const tallies = amounts.map((path, at) => tallyOf(totals, at, path))
  const currencies = currenciesOf(tallies)
  const only = currencies.length === 1 ? (currencies[0] ?? null) : null
  const total = (at: number): Money | null =>
    amountOf(tallies[at] ?? new Map(), 'sum', { base: context.baseCurrency, rates: context.rates }, only)
  const period = periodOf(query)
  const { set } = query
  const [main] = amounts.length > 0 ? [total(0)] : [null]
  const counted = `${count.toLocaleString('en-US')} ${count === 1 ? set.one : set.many}`
  return {
    summary: main ? `${counted}, ${formatMoney(main)}` : counted,
    columns: [{ key: 'record', label: capital(set.one), type: 'record' }, ...paths.map(columnOf)],
    rows: rows.map((row) => rowOf(row, paths)),
    totals: count === 0 ? {} : totalsRow(amounts, total, count),
    currency: only ?? context.baseCurrency,
    asOf: context.today,
    from: period?.from ?? null,
    to: period?.to ?? null,
    ahead: !period || !hasHappened(period.path),
    notes: [
      `Asked as \`report ${sayQuery(query)}\`.`,
      ...(count > rows.length
        ? [`${rows.length} of ${count} are shown; the totals are of all. limit:${Math.min(count, 1000)} shows more.`]
        : []),
      ...(currencies.length > 1 ? currencyNotes(context, query.set, tallies) : []),
    ],
    explain: rows.map(({ ref }) => (set.show && ref ? `${set.show} ${ref}` : null)),
  }
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

/** With the day that is asked by, before the one that is usually shown: a row without it could seem to refute the question. */
function usualColumns({ catalogue, sight }: AskContext, { set, where }: Query): Path[] {
  const usual = set.shows.flatMap((name) => findPath(catalogue, sight, set, name) ?? [])
  const days = where.flatMap(({ path, not }) => (!not && isDay(path) ? [path] : []))
  const lacking = days.filter(({ text }, n) => [...usual, ...days.slice(0, n)].every((shown) => shown.text !== text))
  const own = usual.findIndex(({ text }) => text === set.day)
  return usual.toSpliced(own === -1 ? usual.length : own, 0, ...lacking)
}

const isDay = ({ field }: Path): boolean => field?.type === 'date' || field?.type === 'instant'

const keyOf = (path: Path): string => path.text.replaceAll('.', '-')

function columnOf(path: Path): Column {
  if (!path.field) return { key: keyOf(path), label: path.label, type: path.to.name === 'staff' ? 'person' : 'record' }
  const { type } = path.field
  const shown =
    type === 'money' || type === 'number' || type === 'percent'
      ? type
      : type === 'date' || type === 'instant'
        ? 'date'
        : 'text'
  return { key: keyOf(path), label: path.label, type: shown }
}

function rowOf(row: ListRow, paths: readonly Path[]): Row {
  const cells = paths.map((path, n) => [keyOf(path), cellOf(path, row, n)] as const)
  const ref = row.ref ?? ''
  return { record: ref === '' ? (row.title ?? null) : { ref, title: row.title ?? '' }, ...Object.fromEntries(cells) }
}

function cellOf(path: Path, row: ListRow, n: number): Cell {
  const value = row[`c${n}`]
  const title = row[`c${n}t`]
  if (!path.field) return recordCell(path.to.name, value, title)
  if (value === null || value === undefined) return null
  switch (path.field.type) {
    case 'money':
      return { money: money(value as bigint, String(row[`c${n}c`])) }
    case 'percent':
      return { percent: Number(value) }
    case 'number':
      return Math.round(Number(value) * 1000) / 1000
    case 'date':
      return { date: String(value) }
    case 'instant':
      return { at: value as Date }
    case 'flag':
      return value ? 'yes' : 'no'
    case 'choice':
      return sayable(String(value))
    default:
      return String(value)
  }
}

function recordCell(set: string, ref: Answered, title: Answered): Cell {
  if (typeof title !== 'string') return null
  if (set === 'staff') return { person: title }
  return typeof ref === 'string' && ref !== '' ? { ref, title } : title
}

function tallyOf(totals: readonly TotalRow[], at: number, { field }: Path): Tally {
  const tally: Tally = new Map()
  for (const row of totals) {
    const text = row[`m${at}`]
    if (typeof text === 'string' && row.currency)
      addShare(tally, 'sum', shareKey(row.currency, field?.rate && row.rate), { value: BigInt(text), n: row.n })
  }
  return tally
}

function totalsRow(amounts: readonly Path[], total: (at: number) => Money | null, count: number): Row {
  const sums = amounts.flatMap((path, at) => {
    const amount = total(at)
    return amount ? [[keyOf(path), { money: amount }] as const] : []
  })
  return { record: `Total of ${count.toLocaleString('en-US')}`, ...Object.fromEntries(sums) }
}
