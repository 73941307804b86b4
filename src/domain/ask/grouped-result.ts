import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, type Money, toDecimal } from '../../lib/money.js'
import type { Cell, Column, Row } from '../../lib/table.js'
import type { ReportResult } from '../reports/define-report.js'
import { untilOf } from '../reports/running.js'
import { filled, sorted } from './arrange-groups.js'
import { before, comparedAs, keyNow, keyOf, shiftOf, soFar } from './compare.js'
import { chartOf } from './group-chart.js'
import { type Group, type GroupValue, loadGroups } from './load-groups.js'
import { hasHappened } from './past-days.js'
import { lastDayOf } from './periods.js'
import { type Figured, groupKey, measureKey, measureLabel, periodOf, type Query } from './query.js'
import type { RecordSet } from './record-set.js'
import { sayQuery } from './say-query.js'
import type { AskContext } from './statement.js'
import {
  addShare,
  amountOf,
  currenciesOf,
  figureOf,
  keepsRates,
  nativeOf,
  type Rates,
  ratelessOf,
  type Tally,
} from './tally.js'

/** Beside the amount that all currencies come to, so many of them have a column of their own. */
const MOST_NATIVE = 4
/** Rows that are shown unless said otherwise: all of a chart's, and what a person reads. */
export const USUAL_GROUPS = 100

const figured = ({ measures }: Query): { measure: Figured; at: number }[] =>
  measures.flatMap((measure, at) => (measure.of === 'count' ? [] : [{ measure, at }]))

/** Figures by groups, or one row of figures where nothing is grouped by. */
export async function groupedResult(read: SqlScope, context: AskContext, query: Query): Promise<ReportResult> {
  const rates: Rates = { base: context.baseCurrency, rates: context.rates }
  const found = await loadGroups(read, context, query)
  const earlier = await earlierGroups(read, context, query)
  const all = sorted(query, filled(query, found), rates)
  const currencies = currenciesOf(amountsOf(query, [...all, ...(earlier?.groups ?? [])]))
  const layout = { query, rates, currencies, only: currencies.length === 1 ? (currencies[0] ?? null) : null }
  const shown = all.slice(0, query.limit ?? USUAL_GROUPS).map((group) => withUntil(query, group, context.today))
  const total = query.group.length > 0 ? summed(query, all) : undefined
  const period = periodOf(query)
  return {
    summary: summaryOf(layout, total ?? all[0]),
    columns: columnsOf(layout, earlier !== undefined),
    rows: shown.map((group) => rowOf(layout, group, earlier && (earlier.byKey.get(keyOf(group)) ?? null))),
    totals: total ? { ...rowOf(layout, total, earlier && summed(query, earlier.groups)), ...labelOf(query) } : {},
    currency: layout.only ?? context.baseCurrency,
    asOf: context.today,
    from: period?.from ?? null,
    to: period?.to ?? null,
    ahead: !period || !hasHappened(period.path),
    ...chartOf(query, shown, rates, layout.only),
    notes: notesOf(context, layout, all, shown.length),
    explain: shown.map((group) => listBehind(query, group)),
  }
}

export type Layout = { query: Query; rates: Rates; currencies: readonly string[]; only: string | null }

async function earlierGroups(read: SqlScope, context: AskContext, query: Query) {
  const period = periodOf(query)
  if (!query.compare || !period) return undefined
  const shift = shiftOf(query.compare, period)
  const groups = await loadGroups(read, context, before(query, shift, context.today))
  return { groups, byKey: new Map(groups.map((group) => [keyNow(query, group, shift), group])) }
}

const amountsOf = (query: Query, groups: readonly Group[]): Tally[] => {
  const money = figured(query).filter(({ measure }) => measure.path.field?.type === 'money')
  return groups.flatMap(({ tallies }) => money.flatMap(({ at }) => tallies[at] ?? []))
}

/** All groups as one. */
function summed({ measures }: Query, groups: readonly Group[]): Group {
  const tallies = measures.map((measure, at): Tally => {
    const tally: Tally = new Map()
    if (measure.of !== 'count')
      for (const group of groups)
        for (const [currency, share] of group.tallies[at] ?? []) addShare(tally, measure.of, currency, share)
    return tally
  })
  return { values: [], n: groups.reduce((sum, { n }) => sum + n, 0), tallies }
}

function columnsOf({ query, currencies }: Layout, compares: boolean): Column[] {
  const groups = query.group.map(
    (grouping): Column => ({
      key: groupKey(grouping),
      label: grouping.part ? `${grouping.path.label} (${grouping.part})` : grouping.path.label,
      type: 'text',
    }),
  )
  const earlier = query.compare && comparedAs(query.compare)
  const counted: Column[] = [{ key: 'count', label: 'Count', type: 'number' }]
  const figures = figured(query).flatMap(({ measure }): Column[] => {
    const key = measureKey(measure)
    const type = typeOf(measure)
    const native = type === 'money' && currencies.length > 1 ? currencies.slice(0, MOST_NATIVE) : []
    return [
      { key, label: measureLabel(measure), type },
      ...native.map((code): Column => ({ key: `${key}-${code.toLowerCase()}`, label: `of it ${code}`, type: 'money' })),
      ...(compares ? changeColumns(key, `${measureLabel(measure)} ${earlier}`, type) : []),
    ]
  })
  const onlyCount = compares && figures.length === 0 ? changeColumns('count', `Count ${earlier}`, 'number') : []
  return [...groups, ...counted, ...onlyCount, ...figures]
}

const changeColumns = (key: string, label: string, type: Column['type']): Column[] => [
  { key: `${key}-before`, label, type },
  { key: `${key}-change`, label: 'Change', type: 'percent' },
]

const typeOf = ({ path }: Figured): Column['type'] => {
  const type = path.field?.type
  return type === 'money'
    ? 'money'
    : type === 'date' || type === 'instant'
      ? 'date'
      : type === 'percent'
        ? 'percent'
        : 'number'
}

/** `earlier` is null where there was nothing, and undefined where nothing is compared. */
function rowOf(layout: Layout, group: Group, earlier: Group | null | undefined): Row {
  const { query, rates, currencies, only } = layout
  const row: Record<string, Cell> = {}
  for (const [n, grouping] of query.group.entries()) row[groupKey(grouping)] = valueCell(group.values[n])
  row['count'] = group.n
  if (earlier !== undefined && figured(query).length === 0)
    Object.assign(row, changeCells('count', group.n, earlier?.n ?? 0))
  for (const { measure, at } of figured(query)) {
    const key = measureKey(measure)
    const cell = (of: Group | null): Cell => cellOf(measure, of?.tallies[at] ?? new Map(), rates, only)
    row[key] = cell(group)
    if (currencies.length > 1)
      for (const code of currencies.slice(0, MOST_NATIVE)) {
        const amount = nativeOf(group.tallies[at] ?? new Map(), measure.of, code)
        row[`${key}-${code.toLowerCase()}`] = amount && { money: amount }
      }
    if (earlier !== undefined) Object.assign(row, changeCells(key, row[key] ?? null, cell(earlier)))
  }
  return row
}

/** What has happened of a time that runs is of the days up to today; what is due or planned in it is of all its days. */
const withUntil = (query: Query, group: Group, today: IsoDate): Group => ({
  ...group,
  values: group.values.map((value, n) => {
    const { part, path } = query.group[n] ?? {}
    if (!part || !path || value.key === '' || !hasHappened(path)) return value
    return { ...value, until: untilOf({ from: value.key, to: lastDayOf(part, value.key) }, today) }
  }),
})

const valueCell = (value: GroupValue | undefined): Cell =>
  value?.until ? { running: value.label, until: value.until } : (value?.label ?? null)

const changeCells = (key: string, now: Cell, then: Cell): Row => ({
  [`${key}-before`]: then,
  [`${key}-change`]: changeOf(plain(now), plain(then)),
})

const plain = (cell: Cell): number | null => {
  if (typeof cell === 'number') return cell
  return typeof cell === 'object' && cell && 'money' in cell ? Number(toDecimal(cell.money)) : null
}

/** In percent of what it was; nothing where it was nothing. */
const changeOf = (now: number | null, then: number | null): Cell =>
  then === null || then === 0 ? null : { percent: Math.round((((now ?? 0) - then) / Math.abs(then)) * 1000) / 10 }

function cellOf(measure: Figured, tally: Tally, rates: Rates, only: string | null): Cell {
  const type = typeOf(measure)
  if (type === 'money') {
    const amount = amountOf(tally, measure.of, rates, only)
    const none: Money | null = measure.of === 'sum' ? { minor: 0n, currency: only ?? rates.base } : null
    return (amount ?? none) && { money: amount ?? (none as Money) }
  }
  const figure = figureOf(tally, measure.of)
  if (figure === null) return measure.of === 'sum' ? 0 : null
  if (typeof figure === 'string') return { date: figure }
  const rounded = Math.round(figure * 100) / 100
  return type === 'percent' ? { percent: rounded } : rounded
}

const labelOf = ({ group }: Query): Row => {
  const [first] = group
  return first ? { [groupKey(first)]: 'Total' } : {}
}

function summaryOf({ query, rates, only }: Layout, total: Group | undefined): string {
  const { set } = query
  const n = total?.n ?? 0
  const [first] = figured(query)
  const amount =
    total && first && first.measure.path.field?.type === 'money' && first.measure.of === 'sum'
      ? amountOf(total.tallies[first.at] ?? new Map(), 'sum', rates, only)
      : null
  const groups = `${n.toLocaleString('en-US')} ${n === 1 ? set.one : set.many}`
  return amount ? `${groups}, ${formatMoney(amount)}` : groups
}

function notesOf(context: AskContext, layout: Layout, all: readonly Group[], shown: number): string[] {
  const { query, currencies } = layout
  return [
    `Asked as \`report ${sayQuery(query)}\`.`,
    ...(shown < all.length ? [`${shown} of ${all.length} groups; the totals are of all.`] : []),
    ...(currencies.length > 1 ? currencyNotes(context, query.set, amountsOf(query, all)) : []),
    ...soFarNote(context, query),
    ...mixedNote(query),
    ...(query.group.some(({ path }) => path.field?.type === 'tags')
      ? ['Who has several tags counts with each of them.']
      : []),
  ]
}

/** Said where what is compared with ends before the whole of it did. */
function soFarNote({ today }: AskContext, query: Query): string[] {
  const period = periodOf(query)
  if (!query.compare || !period || soFar(period, today).to === period.to) return []
  return [
    `${shortDate(period.from)} to ${shortDate(period.to)} is not over: it is compared with as many days, up to the same day.`,
  ]
}

function mixedNote({ set: { mixed }, where, measures }: Query): string[] {
  const isSaid = where.some(({ path: { text } }) => text === mixed?.field || text === mixed?.unless)
  return mixed && !isSaid && measures.some(({ of }) => of !== 'count') ? [mixed.note] : []
}

/** At which rates amounts of several currencies were put together, and which could not be. */
export function currencyNotes(
  { baseCurrency, rates, today }: AskContext,
  { rated }: RecordSet,
  tallies: readonly Tally[],
): string[] {
  const others = ratelessOf(tallies).filter((code) => code !== baseCurrency)
  const known = others.filter((code) => rates.has(code)).map((code) => `1 ${code} = ${rates.get(code)} ${baseCurrency}`)
  const lost = others.filter((code) => !rates.has(code))
  return [
    ...(known.length > 0
      ? [`Put together in ${baseCurrency} at the newest rates on ${today}: ${known.join(', ')}.`]
      : []),
    ...(rated !== undefined && keepsRates(tallies) ? [rated] : []),
    ...lost.map((code) => `What is in ${code} is not in the amounts in ${baseCurrency}: there is no rate of ${code}.`),
  ]
}

/** The command that lists what is in a group. */
function listBehind(query: Query, group: Group): string | null {
  if (group.n === 0) return null
  const own = new Set(query.group.filter(({ part }) => part).map(({ path }) => path.text))
  const kept = {
    ...query,
    where: query.where.filter(({ path }) => !own.has(path.text) || !group.values.every(({ key }) => key !== '')),
  }
  const said = sayQuery({
    ...kept,
    group: [],
    measures: [],
    shows: [],
    sort: undefined,
    limit: undefined,
    chart: undefined,
    compare: undefined,
  })
  const more = query.group.map(({ path }, n) => sayIs(path.text, group.values[n]?.words ?? 'none'))
  const where = said.includes(' where ') || more.length === 0 ? '' : ' where'
  return ['report', `${said}${where}`, ...more].join(' ')
}

const sayIs = (name: string, words: string): string =>
  /[\s,"“”]/.test(words) ? `${name}:"${words.replaceAll('"', '\\"')}"` : `${name}:${words}`
