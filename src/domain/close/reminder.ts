import type { IsoDate } from '../../lib/dates.js'
import { dateIn } from '../../lib/dates.js'
import type { Remindable } from '../people/morning.js'
import type { Occasion } from '../people/notices.js'
import type { TaskRow } from './close-store.js'
import { type Urgency, urgencyFor } from './close-task.js'

export type Reminder = { date: IsoDate; groups: ReadonlyMap<Urgency, readonly TaskRow[]> }

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
export const reminderOccasion = (staffId: string, date: IsoDate): Occasion => `close-reminder:${staffId}:${date}`
