import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { tasksOf } from '../../domain/close/reminder.js'
import { listPlanned, type PlannedReminder, planReminders } from '../../domain/close/reminder-store.js'
import { isTheirMorning } from '../../domain/people/morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { workingCalendar } from '../../domain/people/working-days.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { isSomething } from '../close-reminder-message.js'
import { loadReminderSetting, type ReminderSetting } from '../close-reminders.js'
import { whatToSay } from '../close-said.js'
import { defineJob, every, type JobContext } from '../define-job.js'

export default defineJob({
  name: 'close-remind',
  summary:
    'Plans who hears of their close tasks: once per local working day, in their morning, or when something first becomes theirs that day',
  on: ['close.remind', 'close.opened', 'close.changed', 'workspace.live'],
  // Time zones differ by quarters of an hour at the finest.
  schedule: { kind: 'close.remind', next: every(15) },
  run: async (context) => {
    const waiting = await whoWasNotTold(context)
    if (waiting.length === 0) return
    const setting = await loadReminderSetting(context)
    if (!setting.live || setting.tasks.length === 0) return
    const planned = await Promise.all(waiting.map((person) => planFor(context, setting, person)))
    if (planned.flat().length === 0) return
    await inWorkspace(context.db, context.scope, (tx) => planReminders(tx, planned.flat()))
  },
})

/** Who is awake at work and has had no message yet on their day: mostly nobody, and then nothing else is looked at. */
const whoWasNotTold = (context: JobContext): Promise<readonly Staff[]> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const calendar = workingCalendar((await getWorkspace(read)).country)
    const awake = (await listStaff(read)).filter((person) => isTheirMorning(person, calendar, read.now))
    const day = ({ timeZone }: Staff) => dateIn(timeZone, read.now)
    const told = await listPlanned(read, [...new Set(awake.map(day))])
    return awake.filter((person) => !told.has(`${person.id}:${day(person)}`))
  })

async function planFor(context: JobContext, setting: ReminderSetting, person: Staff): Promise<PlannedReminder[]> {
  const now = context.db.clock.now()
  const said = await whatToSay(context, setting, person)
  if (!isSomething(said)) return []
  const tasks = said.reminder ? tasksOf(said.reminder).map(({ ref }) => ref) : []
  const channel = person.slackUserId === null ? 'mail' : 'slack'
  return [{ staffId: person.id, day: dateIn(person.timeZone, now), channel, tasks }]
}
