import type { IsoDate } from '../../lib/dates.js'
import { dateIn, hourIn } from '../../lib/dates.js'
import type { TaskRow } from './close-store.js'
import { type Urgency, urgencyFor } from './close-task.js'

/** A person who may be reminded. `morningHour` is local. */
export type Remindable = { id: string; name: string; timeZone: string; morningHour: number; slackUserId: string | null }

export type Reminder = { date: IsoDate; groups: ReadonlyMap<Urgency, readonly TaskRow[]> }

/** After this local hour nothing is sent any more that day; a missed morning is caught up until then. */
const LAST_HOUR = 17

/** Whether a person's local time allows a reminder now: from their morning hour on, not in the evening or at night. */
export function isReminderHour(person: Remindable, now: Date): boolean {
  const hour = hourIn(person.timeZone, now)
  return hour >= person.morningHour && hour < LAST_HOUR
}

/** One message per person and local day, grouped by urgency; null when nothing concerns them. */
export function reminderFor(
  person: Remindable,
  tasks: readonly TaskRow[],
  now: Date,
  soonUntil: IsoDate,
): Reminder | null {
  const date = dateIn(person.timeZone, now)
  const groups = new Map<Urgency, TaskRow[]>()
  for (const task of tasks) {
    const urgency = urgencyFor(task, person.id, date, soonUntil)
    if (urgency) groups.set(urgency, [...(groups.get(urgency) ?? []), task])
  }
  return groups.size === 0 ? null : { date, groups }
}

/** The occasion that makes a reminder go out once: this person, this local day. */
export const reminderOccasion = (staffId: string, date: IsoDate): string => `close-reminder:${staffId}:${date}`
