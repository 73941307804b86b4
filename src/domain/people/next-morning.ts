import { addDays, dateIn, instantOf } from '../../lib/dates.js'
import { isAway, isTheirMorning, type Remindable } from './morning.js'
import type { WorkingCalendar } from './working-days.js'

type Person = Remindable & { awayFrom?: string | null; awayUntil: string | null }

/** More than anybody is away and any row of holidays. */
const HORIZON_DAYS = 400

/** When somebody can be told next: now, by their day, or the morning of the next day on which they work and are here. */
export function nextMorning(person: Person, calendar: WorkingCalendar, now: Date): Date {
  if (isTheirMorning(person, calendar, now)) return now
  let date = dateIn(person.timeZone, now)
  for (let days = 0; days < HORIZON_DAYS; days += 1, date = addDays(date, 1)) {
    const morning = instantOf(date, person.morningHour, person.timeZone)
    if (morning > now && calendar.isWorkingDay(date) && !isAway(person, date)) return morning
  }
  return now
}
