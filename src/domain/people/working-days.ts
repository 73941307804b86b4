import Holidays from 'date-holidays'
import { addDays, addMonths, dayOfWeek, firstOfMonth, type IsoDate, type IsoMonth, monthOf } from '../../lib/dates.js'
import { remembered } from '../../lib/remembered.js'

/** Which dates nobody works, for one country: Saturdays, Sundays and its public holidays. */
export type WorkingCalendar = { isWorkingDay(date: IsoDate): boolean }

/**
 * A country's calendar (ISO 3166-1 alpha-2). Where the holidays of a country are not known only weekends are free. A public
 * holiday that spans days (Eid) frees each of them.
 */
export function workingCalendar(country: string): WorkingCalendar {
  const isHoliday = holidaysOf(country)
  return { isWorkingDay: (date) => dayOfWeek(date) <= 5 && !isHoliday(date) }
}

/** Whether a date is a public holiday of a country, on whatever day of the week. Reading a country's rules takes some milliseconds. */
export const holidaysOf = remembered((country: string): ((date: IsoDate) => boolean) => {
  const holidays = new Holidays(country, { types: ['public'] })
  const freeDays = new Map<string, Set<IsoDate>>()
  const freeIn = (year: string): Set<IsoDate> => {
    const known = freeDays.get(year)
    if (known) return known
    const free = new Set(holidays.getHolidays(Number(year)).flatMap((day) => daysOf(day.date, day.start, day.end)))
    freeDays.set(year, free)
    return free
  }
  return (date) => freeIn(date.slice(0, 4)).has(date)
})

/** The library gives the local date as text and instants in the country's zone; the length counts whole days. */
function daysOf(text: string, start: Date, end: Date): IsoDate[] {
  const first = text.slice(0, 10)
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  return Array.from({ length: days }, (_, n) => addDays(first, n))
}

/** The `n`-th working day of a month; `n` counts from 1. `wd+3` of a close is the third working day after its month. */
export function nthWorkingDay(calendar: WorkingCalendar, month: IsoMonth, n: number): IsoDate {
  return addWorkingDays(calendar, addDays(firstOfMonth(month), -1), n)
}

/** `n` working days after a date (before it when negative); 0 is the date itself, or the next working day. */
export function addWorkingDays(calendar: WorkingCalendar, from: IsoDate, n: number): IsoDate {
  if (n === 0) return calendar.isWorkingDay(from) ? from : addWorkingDays(calendar, from, 1)
  const step = n > 0 ? 1 : -1
  let date = from
  for (let left = Math.abs(n); left > 0; ) {
    date = addDays(date, step)
    if (calendar.isWorkingDay(date)) left -= 1
  }
  return date
}

/** The day a close task of `month` falls due: the `offset`-th working day of the month after (0: the month's last one). */
export function closeDay(calendar: WorkingCalendar, month: IsoMonth, offset: number): IsoDate {
  const after = firstOfMonth(monthOf(addMonths(firstOfMonth(month), 1)))
  return offset > 0 ? nthWorkingDay(calendar, monthOf(after), offset) : addWorkingDays(calendar, after, offset - 1)
}
