import type { IsoDate } from '../../lib/dates.js'
import type { Occasion } from '../people/notices.js'
import type { TaskRow } from './close-store.js'
import { isFinished } from './close-task.js'
import type { Snooze } from './snooze.js'
import { isPutOff } from './snooze.js'
import { type Hearer, type ReminderDay, type Urgency, urgencyFor } from './urgency.js'

export type Reminder = {
  date: IsoDate
  groups: ReadonlyMap<Urgency, readonly TaskRow[]>
}

/** One message per person and local day, grouped by urgency; null when nothing concerns them. */
export function reminderFor(
  hearer: Hearer,
  { tasks, snoozes }: { tasks: readonly TaskRow[]; snoozes: readonly Snooze[] },
  day: ReminderDay,
): Reminder | null {
  const holding = heldUpBy(tasks)
  const groups = new Map<Urgency, TaskRow[]>()
  for (const task of tasks) {
    if (isPutOff(snoozes, { staffId: hearer.id, taskId: task.id }, day.today)) continue
    const disowned = snoozes.some(
      ({ kind, taskId, staffId }) => kind === 'not_mine' && taskId === task.id && staffId === task.ownerId,
    )
    const urgency = urgencyFor(task, hearer, day, { holdsUp: holding.has(task.id), disowned })
    if (urgency) groups.set(urgency, [...(groups.get(urgency) ?? []), task])
  }
  return groups.size === 0 ? null : { date: day.today, groups }
}

/** The tasks that some task which is not finished waits for. */
const heldUpBy = (tasks: readonly TaskRow[]): ReadonlySet<string> =>
  new Set(tasks.filter(({ state }) => !isFinished(state)).flatMap(({ dependsOn }) => dependsOn))

export const tasksOf = ({ groups }: Reminder): TaskRow[] => [...groups.values()].flat()

/** The occasion that makes a reminder go out once: this person, this local day. */
export const reminderOccasion = (staffId: string, date: IsoDate): Occasion => `close-reminder:${staffId}:${date}`
