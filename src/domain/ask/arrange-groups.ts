import type { IsoDate } from '../../lib/dates.js'
import type { Group } from './load-groups.js'
import { nextOf, periodLabel, periodWords } from './periods.js'
import { groupKey, measureKey, periodOf, type Query, type Sort } from './query.js'
import { amountOf, figureOf, type Rates, type Tally } from './tally.js'

/** In how many pieces of time what is empty is shown as well. */
const MOST_FILLED = 60

/** A row for each month, also one in which there is nothing: a line that leaves it out would lie. */
export function filled(query: Query, groups: readonly Group[]): readonly Group[] {
  const [grouping, ...others] = query.group
  if (!grouping?.part || others.length > 0) return groups
  const { part } = grouping
  const known = new Map(groups.map((group) => [group.values[0]?.key ?? '', group]))
  const keys = [...known.keys()].filter(Boolean).sort()
  const period = periodOf(query)
  const within = period?.path.text === grouping.path.text ? period : undefined
  const last = within ? within.to : keys.at(-1)
  const days: IsoDate[] = []
  for (
    let day = startOf(keys[0], within?.from, part);
    day && last && day <= last && days.length <= MOST_FILLED;
    day = nextOf(part, day)
  )
    days.push(day)
  if (days.length === 0 || days.length > MOST_FILLED || keys.some((key) => !days.includes(key))) return groups
  const empty = (day: IsoDate): Group => ({
    values: [{ key: day, label: periodLabel(part, day), words: periodWords(part, day), order: day }],
    n: 0,
    tallies: query.measures.map(() => new Map()),
  })
  return [...days.map((day) => known.get(day) ?? empty(day)), ...groups.filter(({ values }) => values[0]?.key === '')]
}

/** The first group's day, moved back to where the period begins; a period that begins within a piece begins with the piece. */
function startOf(
  first: IsoDate | undefined,
  from: IsoDate | undefined,
  part: 'day' | 'week' | 'month' | 'quarter' | 'year',
) {
  if (first === undefined || from === undefined || part === 'day') return from ?? first
  if (part === 'week' || first.slice(8) !== '01') return first
  let start = first
  for (let n = 0; n < MOST_FILLED && start > from; n += 1) start = previous(start, part)
  return start
}

const MONTHS = { month: 1, quarter: 3, year: 12 }

function previous(day: IsoDate, part: 'month' | 'quarter' | 'year'): IsoDate {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - MONTHS[part]
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** Groups in the order that was asked for; else time by time, choices in theirs, and everything else the largest first. */
export function sorted(query: Query, groups: readonly Group[], rates: Rates): Group[] {
  const { by, descending } = query.sort ?? usual(query)
  const value = valueBy(query, by, rates)
  return groups
    .map((group) => ({ group, value: value(group) }))
    .sort((a, b) => compared(a.value, b.value, descending) || tie(query, a.group, b.group))
    .map(({ group }) => group)
}

function usual(query: Query): Sort {
  const [first] = query.group
  if (first && (first.part || first.path.field?.choices)) return { by: groupKey(first), descending: false }
  const measure = query.measures.find(({ of }) => of !== 'count') ?? { of: 'count' as const }
  return { by: measureKey(measure), descending: true }
}

type Order = number | bigint | string | null

function valueBy(query: Query, by: string, rates: Rates): (group: Group) => Order {
  if (by === 'count') return ({ n }) => n
  const group = query.group.findIndex((grouping) => groupKey(grouping) === by)
  if (group >= 0) return ({ values }) => values[group]?.order ?? null
  const at = query.measures.findIndex((measure) => measureKey(measure) === by)
  const measure = query.measures[at]
  if (!measure || measure.of === 'count') return ({ n }) => n
  const value = (tally: Tally): Order =>
    measure.path.field?.type === 'money'
      ? (amountOf(tally, measure.of, rates, null)?.minor ?? null)
      : figureOf(tally, measure.of)
  return ({ tallies }) => {
    const tally = tallies[at]
    return tally ? value(tally) : null
  }
}

/** What is nothing comes last, whichever way. */
function compared(a: Order, b: Order, descending: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  const order = typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, 'en') : a < b ? -1 : 1
  return descending ? -order : order
}

const tie = (query: Query, a: Group, b: Group): number =>
  query.group.reduce(
    (order, _, n) => order || compared(a.values[n]?.order ?? null, b.values[n]?.order ?? null, false),
    0,
  )
