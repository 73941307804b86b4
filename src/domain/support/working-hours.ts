import { addDays, dateIn, dayOfWeek, type IsoDate, instantOf } from '../../lib/dates.js'
import { holidaysOf } from '../people/working-days.js'

/** When support works, as a company sets it. */
export type WeeklyHours = {
  /** 1 = Monday … 7 = Sunday. */
  days: readonly number[]
  /** Minutes of the day; `to` 1440 is midnight. */
  from: number
  to: number
  /** Whether the public holidays of the company's country are worked as well. */
  holidays: 'free' | 'worked'
}

/** The same in a place: the stretch of each date in which the clocks run, in ms since 1970. */
export type WorkingHours = { timeZone: string; stretch(date: IsoDate): { from: number; to: number } | null }

/** Hours in the company's own zone, so that a clock change moves them with the people, and without its country's holidays. */
export function workingHours(
  { days, from, to, holidays }: WeeklyHours,
  { timeZone, country }: { timeZone: string; country: string },
): WorkingHours {
  const isHoliday = holidays === 'free' ? holidaysOf(country) : () => false
  const at = (date: IsoDate, minutes: number): number =>
    minutes === 1440
      ? instantOf(addDays(date, 1), 0, timeZone).getTime()
      : instantOf(date, Math.floor(minutes / 60), timeZone, minutes % 60).getTime()
  return {
    timeZone,
    stretch: (date) =>
      days.includes(dayOfWeek(date)) && !isHoliday(date) ? { from: at(date, from), to: at(date, to) } : null,
  }
}

/** Working seconds between two instants, whole ones; 0 when `to` is not later. */
export function workedBetween(hours: WorkingHours, from: Date, to: Date): number {
  let worked = 0
  const last = dateIn(hours.timeZone, to)
  for (let date = dateIn(hours.timeZone, from); date <= last; date = addDays(date, 1)) {
    const stretch = hours.stretch(date)
    if (!stretch) continue
    worked += Math.max(0, Math.min(stretch.to, to.getTime()) - Math.max(stretch.from, from.getTime()))
  }
  return Math.floor(worked / 1000)
}

/** Ten years without a working day: no setting says that, but nothing may turn for ever. */
const MOST_DAYS = 3660

/** The first instant by which so many seconds were worked since `from`; `from` itself for none. */
export function afterWorking(hours: WorkingHours, from: Date, seconds: number): Date {
  if (seconds <= 0) return from
  let left = seconds * 1000
  let date = dateIn(hours.timeZone, from)
  for (let day = 0; day < MOST_DAYS; day += 1, date = addDays(date, 1)) {
    const stretch = hours.stretch(date)
    if (!stretch) continue
    const begin = Math.max(stretch.from, from.getTime())
    if (begin + left <= stretch.to) return new Date(begin + left)
    left -= Math.max(0, stretch.to - begin)
  }
  throw new Error('Working hours without an hour of work.')
}

export function isWorking(hours: WorkingHours, at: Date): boolean {
  const stretch = hours.stretch(dateIn(hours.timeZone, at))
  return stretch !== null && at.getTime() >= stretch.from && at.getTime() < stretch.to
}
