import { dateIn, hourIn, type IsoDate } from '../../lib/dates.js'
import type { WorkingCalendar } from './working-days.js'

/** A person who may be reminded. `morningHour` is local. */
export type Remindable = { id: string; name: string; timeZone: string; morningHour: number; slackUserId: string | null }

/** After this local hour nothing is sent any more that day; a missed morning is caught up until then. */
const LAST_HOUR = 17

/** Whether a person's local time allows a reminder now: from their morning hour on, not in the evening or at night. */
export function isReminderHour(person: Remindable, now: Date): boolean {
  const hour = hourIn(person.timeZone, now)
  return hour >= person.morningHour && hour < LAST_HOUR
}

/** From the first to the last day of being away, both included. */
export const isAway = (
  { awayFrom, awayUntil }: { awayFrom?: IsoDate | null; awayUntil: IsoDate | null },
  date: IsoDate,
): boolean => awayUntil !== null && awayUntil >= date && (awayFrom ?? date) <= date

/** Whether it is the morning of a day on which this person works and is here. */
export function isTheirMorning(
  person: Remindable & { awayFrom?: IsoDate | null; awayUntil: IsoDate | null },
  calendar: WorkingCalendar,
  now: Date,
): boolean {
  const date = dateIn(person.timeZone, now)
  return !isAway(person, date) && calendar.isWorkingDay(date) && isReminderHour(person, now)
}
