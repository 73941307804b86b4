import { addToMonth, firstOfMonth, type IsoDate, type IsoMonth, lastOfMonth, monthOf } from '../../../lib/dates.js'
import type { ReadingContext } from './reading.js'

/** Days from and to, both included. */
export type DateRange = { from: IsoDate; to: IsoDate }

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** 1–12 for a name or at least its first three letters, else undefined. */
export function monthNumber(word: string): number | undefined {
  const name = word.toLowerCase().replace(/\.$/, '')
  if (name.length < 3) return undefined
  const index = MONTHS.findIndex((month) => month.startsWith(name) || (name === 'sept' && month === 'september'))
  return index < 0 ? undefined : index + 1
}

/** 1 = Monday for a name or at least its first three letters, else undefined. */
export function weekdayNumber(word: string): number | undefined {
  const name = word.toLowerCase().replace(/\.$/, '')
  if (name.length < 3) return undefined
  const index = WEEKDAYS.findIndex((day) => day.startsWith(name))
  return index < 0 ? undefined : index + 1
}

export const isoMonth = (year: number, month: number): IsoMonth => `${year}-${String(month).padStart(2, '0')}`

const monthsOf = (month: IsoMonth): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

/** The year in which a month lies nearest to today's month, as near both ways the coming one; of what is past, the newest that has begun. */
export function nearestYear(month: number, { today, past }: ReadingContext): number {
  const year = Number(today.slice(0, 4))
  return Number(
    nearest(
      [year + 1, year, year - 1].map((each) => isoMonth(each, month)),
      monthOf(today),
      past,
    ).slice(0, 4),
  )
}

/** Whether a month, quarter or half is said without its year: of two such the earlier began before the later, "October to January" in another year. */
export const isYearless = (text: string): boolean =>
  /^[qh][1-4]$/i.test(text.trim()) || monthNumber(text.trim()) !== undefined

function nearest(months: readonly IsoMonth[], now: IsoMonth, past: true | undefined): IsoMonth {
  const distance = (month: IsoMonth) => Math.abs(monthsOf(month) - monthsOf(now))
  return months
    .filter((month) => past === undefined || month <= now)
    .reduce((best, next) => (distance(next) < distance(best) ? next : best))
}

/** Two digits are of this century. */
export const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))

const SHIFTS: Record<string, number> = { last: -1, previous: -1, this: 0, current: 0, next: 1 }
export const shiftOf = (word: string): number | undefined => SHIFTS[word]

const monthRange = (month: IsoMonth, months = 1): DateRange => ({
  from: firstOfMonth(month),
  to: lastOfMonth(addToMonth(month, months - 1)),
})

/** The first month of a fiscal year, by the calendar year in which it begins. */
const yearStart = (year: number, context: ReadingContext): IsoMonth => isoMonth(year, context.fiscalYearStart)

/** The first month of the quarter that today is in, by the company's year. */
function quarterNow(context: ReadingContext): IsoMonth {
  const now = monthOf(context.today)
  const into = (monthsOf(now) - (context.fiscalYearStart - 1)) % 3
  return addToMonth(now, -into)
}

function yearNow(context: ReadingContext): IsoMonth {
  const year = Number(context.today.slice(0, 4))
  return monthOf(context.today) >= yearStart(year, context) ? yearStart(year, context) : yearStart(year - 1, context)
}

/**
 * A month, quarter, half or year in words: `2026-10`, `october`, `oct 2026`, `last month`, `q3`, `q3 2026`, `2026-q3`, `h1`, `this
 * quarter`, `2026`, `last year`, `ytd`. Quarters and years are the company's (`fiscalYearStart`). Undefined: none of these.
 */
export function rangeFrom(typed: string, context: ReadingContext): DateRange | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  const [, span, shift = ''] = /^([a-z]{3,}|[qh][1-4]) (last|previous|this|next) year$/.exec(text) ?? []
  if (span !== undefined) return spanOfYear(span, shiftOf(shift) ?? 0, context)
  const month = monthFrom(text, context)
  if (month) return monthRange(month)
  if (text === 'ytd' || text === 'year to date') return { from: firstOfMonth(yearNow(context)), to: context.today }
  const year = /^(?:fy ?)?(20\d\d)$/.exec(text)?.[1]
  if (year) return monthRange(yearStart(Number(year), context), 12)
  const relative = /^(last|previous|this|current|next) (quarter|year)$/.exec(text)
  if (relative) return relativeRange(shiftOf(relative[1] ?? '') ?? 0, relative[2] === 'year', context)
  return halfRange(text, context) ?? quarterRange(text, context)
}

/** `october last year`, of the calendar's year; `q3 last year`, of the company's. */
function spanOfYear(span: string, shift: number, context: ReadingContext): DateRange | undefined {
  const now = monthNumber(span) === undefined ? yearNow(context) : monthOf(context.today)
  return rangeFrom(`${span} ${Number(now.slice(0, 4)) + shift}`, context)
}

function relativeRange(shift: number, year: boolean, context: ReadingContext): DateRange {
  const start = year ? yearNow(context) : quarterNow(context)
  return year ? monthRange(addToMonth(start, 12 * shift), 12) : monthRange(addToMonth(start, 3 * shift), 3)
}

function quarterRange(text: string, context: ReadingContext): DateRange | undefined {
  const match = /^(?:(20\d\d|\d\d)[ -/]?)?q([1-4])(?:[ -/]?(20\d\d|\d\d))?$/.exec(text)
  if (!match || (match[1] && match[3])) return undefined
  const offset = 3 * (Number(match[2]) - 1)
  const given = match[1] ?? match[3]
  if (given) return monthRange(addToMonth(yearStart(fullYear(given), context), offset), 3)
  const year = Number(context.today.slice(0, 4))
  const starts = [year, year - 1, year - 2, year + 1].map((each) => addToMonth(yearStart(each, context), offset))
  return monthRange(nearest(starts, quarterNow(context), context.past), 3)
}

/** `h1`, `h2 2026`, `2026-h1`: half of the company's year. */
function halfRange(text: string, context: ReadingContext): DateRange | undefined {
  const match = /^(?:(20\d\d)[ -]?)?h([12])(?:[ -]?(20\d\d))?$/.exec(text)
  if (!match || (match[1] && match[3])) return undefined
  const given = match[1] ?? match[3]
  const offset = 6 * (Number(match[2]) - 1)
  const start = addToMonth(given ? yearStart(Number(given), context) : yearNow(context), offset)
  const ahead = !given && context.past && start > monthOf(context.today)
  return monthRange(ahead ? addToMonth(start, -12) : start, 6)
}

/** `2026-10`, `10/2026`, `october`, `oct 26`, `last month`, `-1m`. */
export function monthFrom(typed: string, context: ReadingContext): IsoMonth | undefined {
  const { today } = context
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  const iso = /^(\d{4})[-/](\d{1,2})$/.exec(text) ?? flip(/^(\d{1,2})[./](\d{4})$/.exec(text))
  if (iso) return inYear(Number(iso[1]), Number(iso[2]))
  const shift = /^(last|previous|this|current|next) month$/.exec(text)?.[1]
  if (shift) return addToMonth(monthOf(today), shiftOf(shift) ?? 0)
  const steps = /^([+-]\d{1,3})m$/.exec(text)?.[1]
  if (steps) return addToMonth(monthOf(today), Number(steps))
  const named = /^([a-z]+\.?)(?: (\d{4}|'?\d\d))?$/.exec(text)
  const number = named ? monthNumber(named[1] ?? '') : undefined
  if (!named || number === undefined) return undefined
  return isoMonth(named[2] ? fullYear(named[2].replace("'", '')) : nearestYear(number, context), number)
}

const flip = (match: RegExpExecArray | null) => match && [match[0], match[2], match[1]]
const inYear = (year: number, month: number) =>
  month >= 1 && month <= 12 && year >= 1900 && year <= 2200 ? isoMonth(year, month) : undefined
