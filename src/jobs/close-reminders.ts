import { doneButton } from '../bots/commands/close/mine.js'
import type { Reply, Section } from '../bots/commands/reply.js'
import type { SqlScope } from '../db/sql-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { listTasksOfOpenCloses, type TaskRow } from '../domain/close/close-store.js'
import type { Urgency } from '../domain/close/close-task.js'
import { monthName, URGENCIES } from '../domain/close/close-view.js'
import { type Reminder, reminderFor } from '../domain/close/reminder.js'
import type { Remindable } from '../domain/people/morning.js'
import { listStaff } from '../domain/people/staff-store.js'
import { addWorkingDays, type WorkingCalendar, workingCalendar } from '../domain/people/working-days.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { dateIn, shortDate } from '../lib/dates.js'
import type { JobContext } from './define-job.js'

/** Working days ahead that still count as soon. */
const SOON = 2

export type ReminderSetting = {
  live: boolean
  calendar: WorkingCalendar
  people: readonly Remindable[]
  tasks: readonly TaskRow[]
}

export const loadReminderSetting = (context: JobContext): Promise<ReminderSetting> =>
  readWorkspace(context.db, context.scope, async (read: SqlScope) => {
    const workspace = await getWorkspace(read)
    return {
      live: workspace.liveAt !== null,
      calendar: workingCalendar(workspace.country),
      people: await listStaff(read),
      tasks: await listTasksOfOpenCloses(read),
    }
  })

/** What a person is to hear at this instant; null when nothing concerns them. */
export function remind(setting: ReminderSetting, person: Remindable, now: Date): Reminder | null {
  const soonUntil = addWorkingDays(setting.calendar, dateIn(person.timeZone, now), SOON)
  return reminderFor(person, setting.tasks, now, soonUntil)
}

const ORDER: readonly Urgency[] = ['overdue', 'today', 'review', 'soon']

/** One message for all of a person's tasks, with a button for each. */
export function reminderMessage(reminder: Reminder): Reply {
  const tasks = [...reminder.groups.values()].flat()
  const month = tasks[0]?.month
  const sections = ORDER.flatMap((urgency): Section[] => {
    const group = reminder.groups.get(urgency)
    return group
      ? [
          {
            title: URGENCIES[urgency],
            lines: group.map((task) => `${task.title} (${task.ref}, due ${shortDate(task.dueOn)})`),
          },
        ]
      : []
  })
  return {
    headline: `${month ? monthName(month) : 'The month'} is closing: ${tasks.length} ${tasks.length === 1 ? 'task waits' : 'tasks wait'} for you`,
    sections,
    actions: tasks.slice(0, 10).map(doneButton),
    notes: ['Why: you own or review these close tasks. One message a working day, in your morning.'],
  }
}

/** What stays of a reminder once everything in it is done. */
export const doneMessage: Reply = { headline: 'All your close tasks of today are done. Thank you.' }
