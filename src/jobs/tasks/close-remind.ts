import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { tasksOf } from '../../domain/close/reminder.js'
import { listPlanned, type PlannedReminder, planReminders } from '../../domain/close/reminder-store.js'
import { isTheirMorning } from '../../domain/people/morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { dateIn } from '../../lib/dates.js'
import { isSomething } from '../close-reminder-message.js'
import { loadReminderSetting, type ReminderSetting } from '../close-reminders.js'
import { whatToSay } from '../close-said.js'
import { defineJob, every, type JobContext } from '../define-job.js'

export default defineJob({
  name: 'close-remind',
  summary: 'Plans who hears of their close tasks: once per local working day, in their morning',
  on: ['close.remind', 'close.opened', 'workspace.live'],
  // Time zones differ by quarters of an hour at the finest.
  schedule: { kind: 'close.remind', next: every(15) },
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    if (!setting.live || setting.tasks.length === 0) return
    const now = context.db.clock.now()
    const awake = setting.people.filter((person) => isTheirMorning(person, setting.calendar, now))
    const days = new Set(awake.map(({ timeZone }) => dateIn(timeZone, now)))
    const done = await readWorkspace(context.db, context.scope, (read) => listPlanned(read, [...days]))
    const waiting = awake.filter(({ id, timeZone }) => !done.has(`${id}:${dateIn(timeZone, now)}`))
    const planned = await Promise.all(waiting.map((person) => planFor(context, setting, person)))
    await inWorkspace(context.db, context.scope, (tx) => planReminders(tx, planned.flat()))
  },
})

async function planFor(context: JobContext, setting: ReminderSetting, person: Staff): Promise<PlannedReminder[]> {
  const now = context.db.clock.now()
  const said = await whatToSay(context, setting, person)
  if (!isSomething(said)) return []
  const tasks = said.reminder ? tasksOf(said.reminder).map(({ ref }) => ref) : []
  const channel = person.slackUserId === null ? 'mail' : 'slack'
  return [{ staffId: person.id, day: dateIn(person.timeZone, now), channel, tasks }]
}
