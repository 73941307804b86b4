import { addDays, addToMonth, type IsoDate, lastOfMonth, monthOf, shortDate } from '../../lib/dates.js'

export const PARTS = ['day', 'week', 'month', 'quarter', 'year'] as const
/** By what piece of time days are put together. */
export type Part = (typeof PARTS)[number]

const MONTHS: Record<Part, number> = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }

/**
 * The first day of the piece of time that a day lies in, as SQL. Quarters and years are the company's: they begin with its fiscal
 * year, so that days are moved back by `shift` months, cut and moved forward again.
 */
export function truncatedSql(part: Part, sql: string, fiscalYearStart: number): string {
  const shift = part === 'year' ? fiscalYearStart - 1 : part === 'quarter' ? (fiscalYearStart - 1) % 3 : 0
  if (part === 'day') return `(${sql})::date`
  if (shift === 0) return `date_trunc('${part}', (${sql})::timestamp)::date`
  const months = `interval '${shift} months'`
  return `(date_trunc('${part}', (${sql})::timestamp - ${months}) + ${months})::date`
}

/** The first day of the piece behind one that begins on this day. */
export const nextOf = (part: Part, start: IsoDate): IsoDate =>
  MONTHS[part] === 0
    ? addDays(start, part === 'week' ? 7 : 1)
    : `${addToMonth(monthOf(start), MONTHS[part])}-${start.slice(8)}`

export const lastDayOf = (part: Part, start: IsoDate): IsoDate => addDays(nextOf(part, start), -1)

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const nameOf = (day: IsoDate): string => NAMES[Number(day.slice(5, 7)) - 1] ?? ''

/** `Oct 2026`, `Oct–Dec 2026`, `2026`, `2026/27`, `Week of 12 Oct 2026`. */
export function periodLabel(part: Part, start: IsoDate): string {
  const year = start.slice(0, 4)
  const last = lastDayOf(part, start)
  if (part === 'day') return shortDate(start)
  if (part === 'week') return `Week of ${shortDate(start)}`
  if (part === 'month') return `${nameOf(start)} ${year}`
  if (part === 'quarter') return `${nameOf(start)}–${nameOf(last)} ${last.slice(0, 4)}`
  return last.slice(0, 4) === year ? year : `${year}/${last.slice(2, 4)}`
}

/** As it is typed: a month by its name, everything else by its days. */
export const periodWords = (part: Part, start: IsoDate): string =>
  part === 'day' ? start : part === 'month' ? monthOf(start) : `${start}..${lastDayOf(part, start)}`

/** By how much a period lies before the one that it is compared with. */
export type Shift = { months: number; days: number }

/** Moves a range back: whole months stay whole months. */
export function shiftedRange({ from, to }: { from: IsoDate; to: IsoDate }, { months, days }: Shift) {
  if (months === 0) return { from: addDays(from, -days), to: addDays(to, -days) }
  return {
    from: shiftedDay(from, -months),
    to: isMonthEnd(to) ? lastOfMonth(moved(to, -months)) : shiftedDay(to, -months),
  }
}

const moved = (day: IsoDate, months: number) => addToMonth(monthOf(day), months)
const isMonthEnd = (day: IsoDate) => day === lastOfMonth(monthOf(day))

/** The same day of another month, or its last where it has no such day. */
export function shiftedDay(day: IsoDate, months: number): IsoDate {
  const end = lastOfMonth(moved(day, months))
  const same = `${moved(day, months)}-${day.slice(8)}`
  return same > end ? end : same
}
