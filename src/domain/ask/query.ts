import type { IsoDate } from '../../lib/dates.js'
import type { Path } from './path.js'
import type { Part } from './periods.js'
import type { RecordSet } from './record-set.js'

/** What a word behind a field means. Days keep their words, so that a saved question means this quarter when this one is past. */
export type Value =
  | { text: string }
  | { number: number }
  /** In major units; without a currency: whatever is worth as much. */
  | { amount: string; currency: string | null }
  | { words: string; from: IsoDate; to: IsoDate }
  | { flag: boolean }
  /** Records by id; `words` is how they were called. */
  | { ids: readonly string[]; words: string }
  /** Values that are there, as they stand in the records; `words` is how they were called. */
  | { among: readonly string[]; words: string }

/** `~` is "has in it". A range is from one value's beginning to the other's end, open where one is missing. */
export type Test =
  | { op: '=' | '>' | '>=' | '<' | '<=' | '~'; value: Value }
  | { op: '..'; from: Value | undefined; to: Value | undefined }
  | { op: 'none' }
  | { op: 'any' }

/** One of the tests holds; or, negated, none does. */
export type Condition = { path: Path; not: boolean; tests: readonly Test[] /** The word it came of. */; word: number }

export type Grouping = { path: Path; part?: Part }

export const MEASURES = ['sum', 'avg', 'min', 'max'] as const
export type Measure = { of: 'count' } | { of: (typeof MEASURES)[number]; path: Path }

/** A measure that is more than how many. */
export type Figured = Exclude<Measure, { of: 'count' }>

/** `by` is a measure's or grouping's or field's key. */
export type Sort = { by: string; descending: boolean }

export const COMPARED = ['last-year', 'last-quarter', 'last-month', 'last-period'] as const
export type Compared = (typeof COMPARED)[number]

/** What a figure is put beside: a time before, or days of its own that are as long. */
export type Beside = Compared | { words: string; from: IsoDate; to: IsoDate }

export const CHARTS = ['bar', 'stacked', 'line', 'none'] as const

/** A question about one kind of record, read and found to make sense. */
export type Query = {
  set: RecordSet
  where: readonly Condition[]
  group: readonly Grouping[]
  measures: readonly Measure[]
  /** Columns of a list; empty: the usual ones. */
  shows: readonly Path[]
  sort: Sort | undefined
  limit: number | undefined
  chart: (typeof CHARTS)[number] | undefined
  compare: Beside | undefined
}

/** Whether it asks for figures and not for the records themselves. */
export const isGrouped = ({ group, measures }: Query): boolean => group.length > 0 || measures.length > 0

/** How a measure is called in sorting and in data: `sum-amount`, `count`. */
export const measureKey = (measure: Measure): string =>
  measure.of === 'count' ? 'count' : `${measure.of}-${measure.path.text.replaceAll('.', '-')}`

export const groupKey = ({ path, part }: Grouping): string =>
  `${path.text.replaceAll('.', '-')}${part ? `-${part}` : ''}`

/** A value of a list as people read it: `part_paid` is "part paid". */
export const sayable = (value: string): string => value.replaceAll('_', ' ')

/** The days that a question is about: the first condition that names a beginning or an end, and whose days they are. */
export function periodOf({ where }: Query): { path: Path; from: IsoDate; to: IsoDate } | undefined {
  for (const { path, not, tests } of where) {
    const [test, ...others] = tests
    if (not || others.length > 0 || !test || !('value' in test) || test.op !== '=' || !('from' in test.value)) continue
    return { path, from: test.value.from, to: test.value.to }
  }
  return undefined
}

const WORDS = { sum: '', avg: 'Average ', min: 'Least ', max: 'Greatest ' }

export const measureLabel = ({ of, path }: Figured): string =>
  of === 'sum' ? path.label : `${WORDS[of]}${path.label.toLowerCase()}`
