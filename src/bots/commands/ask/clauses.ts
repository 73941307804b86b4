import { isAsLong } from '../../../domain/ask/compare.js'
import { periodOf, type Query } from '../../../domain/ask/query.js'
import { nearest } from '../grammar/nearest.js'
import { type Line, misread } from './misread.js'

/** What clauses are called, and how else. */
export const CLAUSES: Record<string, readonly string[]> = {
  group: ['by', 'per', 'group-by', 'groupby'],
  sum: ['total'],
  avg: ['average', 'mean'],
  min: ['least', 'smallest'],
  max: ['most', 'largest'],
  show: ['columns', 'fields'],
  sort: ['order', 'sort-by', 'orderby'],
  limit: ['top', 'first'],
  chart: ['graph'],
  compare: ['against', 'versus', 'vs'],
}
export const JOINING = ['where', 'and', 'with', 'having']
/** As many rows as a file may have. */
export const MOST = 1000

/** What can only be said of the whole. */
export function checkWhole(query: Query, line: Line): void {
  const of = (name: string) =>
    line.tokens.findIndex(({ key }) => key !== undefined && (key === name || CLAUSES[name]?.includes(key)))
  if (query.compare && !periodOf(query)) {
    const day = query.set.day ?? Object.keys(query.set.fields).find((name) => query.set.fields[name]?.type === 'date')
    throw misread(
      line,
      of('compare'),
      `To compare I need to know which days with which: add ${day ?? 'a day'}:this-year.`,
      day ? [`${line.tokens[of('compare')]?.raw ?? ''} ${day}:this-year`] : [],
    )
  }
  const period = periodOf(query)
  if (period && typeof query.compare === 'object' && !isAsLong(period, query.compare))
    throw misread(
      line,
      of('compare'),
      `What is compared has to be as long: ${period.from} to ${period.to}, and ${query.compare.from} to ${query.compare.to}, are not.`,
    )
  if (query.group.length > 3)
    throw misread(line, of('group'), 'More than three groupings in one another are no table that anybody can read.')
}

export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

/** `last year`, `previous-quarter`, `year` as `last-year`, `last-quarter`. */
export const asCompared = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(previous|prior|the)[- ]?/, 'last-')
    .replace(/^(year|quarter|month|period)$/, 'last-$1')

/** The nearest of some names, as what could stand in a word's place. */
export const near = (word: string, names: readonly string[]): string[] => {
  const found = nearest(word, names)
  return found === undefined ? [] : [found]
}
