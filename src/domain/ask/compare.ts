import { addDays, daysBetween, type IsoDate, isWholeMonths } from '../../lib/dates.js'
import type { Group, GroupValue } from './load-groups.js'
import { hasHappened } from './past-days.js'
import type { Path } from './path.js'
import { type Shift, shiftedDay, shiftedRange } from './periods.js'
import { type Beside, type Compared, type Condition, periodOf, type Query } from './query.js'

const MONTHS: Partial<Record<Compared, number>> = { 'last-year': 12, 'last-quarter': 3, 'last-month': 1 }

const COMPARED_AS: Record<Compared, string> = {
  'last-year': 'a year before',
  'last-quarter': 'a quarter before',
  'last-month': 'a month before',
  'last-period': 'the period before',
}

export const comparedAs = (compare: Beside): string =>
  typeof compare === 'string' ? COMPARED_AS[compare] : `in ${compare.words.replaceAll('-', ' ')}`

type Days = { from: IsoDate; to: IsoDate }

/** By how much the days of a question are moved back to be compared. */
export function shiftOf(compare: Beside, period: Days): Shift {
  if (typeof compare !== 'string')
    return isWholeMonths(period) && isWholeMonths(compare)
      ? { months: monthsBetween(compare.from, period.from), days: 0 }
      : { months: 0, days: daysBetween(compare.from, period.from) }
  const months = MONTHS[compare]
  if (months !== undefined) return { months, days: 0 }
  if (isWholeMonths(period)) return { months: monthsBetween(period.from, period.to) + 1, days: 0 }
  return { months: 0, days: daysBetween(period.from, period.to) + 1 }
}

/** Whether days that are put beside others are as long: as many months, where both are whole months. */
export function isAsLong(one: Days, other: Days): boolean {
  const months = ({ from, to }: Days) => monthsBetween(from, to)
  const days = ({ from, to }: Days) => daysBetween(from, to)
  return isWholeMonths(one) && isWholeMonths(other) ? months(one) === months(other) : days(one) === days(other)
}

const monthsBetween = (from: IsoDate, to: IsoDate): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))

/** What of a time that is not over has been: eleven months of a year stand beside as many, and not beside twelve. */
export const soFar = <T extends Days & { path: Path }>(period: T, today: IsoDate): T =>
  hasHappened(period.path) && period.from <= today && today < period.to ? { ...period, to: today } : period

/** The same question about the days before, those up to today's where it runs. */
export function before(query: Query, shift: Shift, today: IsoDate): Query {
  const whole = periodOf(query)
  const period = whole && soFar(whole, today)
  const moved = (condition: Condition): Condition => {
    if (!period || condition.path.text !== period.path.text) return condition
    const range = shiftedRange(period, shift)
    return { ...condition, tests: [{ op: '=', value: { words: `${range.from}..${range.to}`, ...range } }] }
  }
  return { ...query, where: query.where.map(moved), compare: undefined }
}

/** Where in the new period a group of the one before stands: days are moved on, everything else is what it is. */
export function keyNow(query: Query, { values }: Group, { months, days }: Shift): string {
  return JSON.stringify(
    values.map((value, n) => (query.group[n]?.part && value.key !== '' ? moveOn(value, months, days) : value.key)),
  )
}

const moveOn = ({ key }: GroupValue, months: number, days: number): string =>
  months === 0 ? addDays(key, days) : shiftedDay(key, months)

export const keyOf = ({ values }: Pick<Group, 'values'>): string => JSON.stringify(values.map(({ key }) => key))
