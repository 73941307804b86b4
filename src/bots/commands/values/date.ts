import { parse as parseWithChrono } from 'chrono-node/en'
import { Temporal } from 'temporal-polyfill'
import { addWorkingDays } from '../../../domain/people/working-days.js'
import { addDays, addMonths, dayOfWeek, type IsoDate, lastOfMonth, monthOf } from '../../../lib/dates.js'
import { fullYear, monthNumber, nearestYear, rangeFrom, shiftOf, weekdayNumber } from './calendar-words.js'
import { type Reading, type ReadingContext, read, shown, unread } from './reading.js'

/** Which day of a month or quarter is meant where a single day is wanted: `from:q3`, `to:october`. */
export type Edge = 'start' | 'end'

/**
 * Reads a day: ISO, `today`, `31 oct`, `oct 31 2026`, `31.10.`, `friday`, `next friday`, `+14d`, `wd+3`, `end of month`, and
 * what else chrono finds in plain English, provided that it names a day. A missing year is the nearest one. Only with an
 * `edge` a month or a quarter is a day.
 */
export function readDate(typed: string, context: ReadingContext, edge?: Edge): Reading<IsoDate> {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ')
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(text)) return exact(typed, text)
  const found = relativeDay(text, context) ?? calendarDay(text, context) ?? endOf(text, context)
  if (found) return inReach(found) ? read(found, spoken(found)) : unread(wrong(typed, context))
  const slashed = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d\d))?$/.exec(text)
  if (slashed) return slashedDay(typed, slashed, context)
  const range = rangeFrom(text, context)
  if (range && edge)
    return read(edge === 'start' ? range.from : range.to, spoken(edge === 'start' ? range.from : range.to))
  if (range) return unread(`${shown(typed)} is longer than a day: write the day, like ${range.to}.`)
  const natural = naturalDay(text, context)
  return natural ? read(natural, spoken(natural)) : unread(wrong(typed, context))
}

const wrong = (typed: string, context: ReadingContext): string =>
  `${shown(typed)} is not a date: write it like ${addDays(context.today, 14)}, 31 oct, next friday or +14d.`

/** `Friday 4 December 2026`. */
export function spoken(date: IsoDate): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${date}T00:00:00Z`)).replace(',', '')
}

function exact(typed: string, text: string): Reading<IsoDate> {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const date = dayIn(year, month, day)
  return date ? read(date) : unread(`${shown(typed)} is not a day of the calendar.`)
}

/** Years that a business has dates in; what lies outside was mistyped. */
const inReach = (date: IsoDate): boolean => date >= '1900-01-01' && date <= '2200-12-31'

function dayIn(year: number, month: number, day: number): IsoDate | undefined {
  if (year < 1900 || year > 2200) return undefined
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

const NAMED_DAYS: Record<string, number> = { today: 0, now: 0, tomorrow: 1, tmrw: 1, tmr: 1, yesterday: -1 }

/** Steps from today: `+14d`, `-2w`, `+1m`, `+1y`, `wd+3`, weekdays. */
function relativeDay(text: string, context: ReadingContext): IsoDate | undefined {
  const { today } = context
  const named = Object.hasOwn(NAMED_DAYS, text) ? NAMED_DAYS[text] : undefined
  if (named !== undefined) return addDays(today, named)
  const working = /^wd ?([+-]?\d{1,3})$|^([+-]\d{1,3}) ?wd$/.exec(text)
  if (working) return addWorkingDays(context.calendar(), today, Number(working[1] ?? working[2]))
  const step = /^([+-]\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)$/.exec(text)
  if (step) return stepped(today, Number(step[1]), step[2]?.[0] ?? 'd')
  return weekday(text, context)
}

function stepped(today: IsoDate, count: number, unit: string): IsoDate {
  if (unit === 'm') return addMonths(today, count)
  if (unit === 'y') return addMonths(today, 12 * count)
  return addDays(today, unit === 'w' ? 7 * count : count)
}

/** `friday` and `this friday` are the coming one (today counts), `next friday` is in the week after this one. Of what is past, `friday` is the last. */
function weekday(text: string, { today, past }: ReadingContext): IsoDate | undefined {
  const match = /^(?:(this|next|last|previous) )?([a-z]+\.?)$/.exec(text)
  const wanted = match ? weekdayNumber(match[2] ?? '') : undefined
  if (!match || wanted === undefined) return undefined
  const shift = match[1] === undefined ? 0 : (shiftOf(match[1]) ?? 0)
  const inThisWeek = addDays(today, wanted - dayOfWeek(today))
  if (past && match[1] === undefined && inThisWeek > today) return addDays(inThisWeek, -7)
  if (shift !== 0) return addDays(inThisWeek, 7 * shift)
  return inThisWeek < today && !past ? addDays(inThisWeek, 7) : inThisWeek
}

/** `31 oct`, `oct 31 2026`, `31.10.`, `31.10.26`, `2026/10/31`. */
function calendarDay(text: string, context: ReadingContext): IsoDate | undefined {
  const iso = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text)
  if (iso) return dayIn(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?$/.exec(text)
  if (dotted) return dayOf(Number(dotted[1]), Number(dotted[2]), dotted[3], context)
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ .-](?:of )?([a-z]{3,}\.?)(?:[ -](\d{4}|'?\d\d))?$/.exec(text)
  const monthFirst = /^([a-z]{3,}\.?)[ -](\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(text)
  const [day, name, year] = dayFirst
    ? dayFirst.slice(1)
    : monthFirst
      ? [monthFirst[2], monthFirst[1], monthFirst[3]]
      : []
  const month = name === undefined ? undefined : monthNumber(name)
  return month === undefined ? undefined : dayOf(Number(day), month, year?.replace("'", ''), context)
}

function dayOf(day: number, month: number, year: string | undefined, context: ReadingContext): IsoDate | undefined {
  if (month < 1 || month > 12) return undefined
  return dayIn(year ? fullYear(year) : nearestYear(month, context), month, day)
}

/** `10/11/2026` is read only where one order makes no date or both are the same day. */
function slashedDay(typed: string, match: RegExpExecArray, context: ReadingContext): Reading<IsoDate> {
  const first = Number(match[1])
  const second = Number(match[2])
  const readings = new Set([dayOf(first, second, match[3], context), dayOf(second, first, match[3], context)])
  readings.delete(undefined)
  const [one, other] = [...readings] as IsoDate[]
  if (one && other)
    return unread(`${shown(typed)} can be ${spoken(one)} or ${spoken(other)}: write ${one} or ${other}.`)
  return one ? read(one, spoken(one)) : unread(wrong(typed, context))
}

/** `eom`, `end of month`, `end of next month`, `end of october`, `end of q3`, `end of year`. */
function endOf(text: string, context: ReadingContext): IsoDate | undefined {
  if (text === 'eom') return lastOfMonth(monthOf(context.today))
  if (text === 'eoq') return rangeFrom('this quarter', context)?.to
  if (text === 'eoy') return rangeFrom('this year', context)?.to
  const of = /^(start|beginning|end) of (?:the )?(.+)$/.exec(text)
  if (!of) return undefined
  const what = of[2] ?? ''
  const range = rangeFrom(/^(month|quarter|year)$/.test(what) ? `this ${what}` : what, context)
  return of[1] === 'end' ? range?.to : range?.from
}

/** Chrono reads the rest ("in three weeks", "a week from monday"); only if all of it is the date and it names a day. */
function naturalDay(text: string, context: ReadingContext): IsoDate | undefined {
  if (text.length > 60) return undefined
  const reference = { instant: new Date(`${context.today}T12:00:00Z`), timezone: 0 }
  const [result, ...others] = parseWithChrono(text, reference)
  if (!result || others.length > 0 || result.end || result.text.length !== text.length) return undefined
  const { start } = result
  const names = start.isCertain('day') || start.isCertain('weekday') || /\b(day|week|fortnight)s?\b/.test(text)
  return names ? dayIn(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0) : undefined
}
