import { readWorkspace, type SqlScope } from '../db/sql-workspace.js'
import { listTasksOfOpenCloses, type TaskRow } from '../domain/close/close-store.js'
import type { Question } from '../domain/close/question.js'
import { listQuestions } from '../domain/close/question-store.js'
import { type Reminder, reminderFor } from '../domain/close/reminder.js'
import type { Snooze } from '../domain/close/snooze.js'
import { listSnoozes } from '../domain/close/snooze-store.js'
import { reminderDay } from '../domain/close/urgency.js'
import type { Staff } from '../domain/people/staff.js'
import { listStaff } from '../domain/people/staff-store.js'
import { standsInFor } from '../domain/people/stand-in.js'
import { type WorkingCalendar, workingCalendar } from '../domain/people/working-days.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { dateIn } from '../lib/dates.js'
import type { JobContext } from './define-job.js'

/** Everything that says who is to hear what. */
export type ReminderSetting = {
  live: boolean
  calendar: WorkingCalendar
  people: readonly Staff[]
  controllers: ReadonlySet<string>
  tasks: readonly TaskRow[]
  snoozes: readonly Snooze[]
  questions: readonly Question[]
}

export const loadReminderSetting = (context: JobContext): Promise<ReminderSetting> =>
  readWorkspace(context.db, context.scope, async (read: SqlScope) => {
    const workspace = await getWorkspace(read)
    const [people, controllers, tasks, snoozes, questions] = await Promise.all([
      listStaff(read),
      listStaff(read, { role: 'controller' }),
      listTasksOfOpenCloses(read),
      listSnoozes(read),
      listQuestions(read, { open: true }),
    ])
    return {
      live: workspace.liveAt !== null,
      calendar: workingCalendar(workspace.country),
      people,
      controllers: new Set(controllers.map(({ id }) => id)),
      tasks,
      snoozes,
      questions,
    }
  })

/** What a person is to hear at this instant; null when nothing concerns them. */
export function remind(setting: ReminderSetting, person: Staff, now: Date): Reminder | null {
  const date = dateIn(person.timeZone, now)
  const acts = standsInFor(person.id, setting.people, now)
  const hearer = { id: person.id, acts, isController: setting.controllers.has(person.id) }
  return reminderFor(hearer, setting, reminderDay(setting.calendar, date))
}

/**
 * What a person was asked before today, or whoever they stand in for, and nobody has answered. What the close asks by itself is never
 * a message of its own, so it is told on its own day.
 */
export function openQuestions(setting: ReminderSetting, person: Staff, now: Date): Question[] {
  const acts = standsInFor(person.id, setting.people, now)
  const today = dateIn(person.timeZone, now)
  return setting.questions.filter(
    ({ askedOfId, askedById, createdAt }) =>
      acts.has(askedOfId) && (askedById === null || dateIn(person.timeZone, createdAt) < today),
  )
}
