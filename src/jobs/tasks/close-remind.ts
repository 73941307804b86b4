import { reminderOccasion } from '../../domain/close/reminder.js'
import { isReminderHour } from '../../domain/people/morning.js'
import { dateIn } from '../../lib/dates.js'
import { type AppError, toAppError } from '../../lib/errors.js'
import { loadReminderSetting, type ReminderSetting, remind, reminderMessage } from '../close-reminders.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'close-remind',
  summary: 'Reminds each person of their close tasks: once per local working day, in their morning',
  on: ['close.remind', 'close.opened', 'workspace.live'],
  // Time zones differ by quarters of an hour at the finest.
  schedule: { kind: 'close.remind', next: every(15) },
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    if (!setting.live) return
    const failures: AppError[] = []
    for (const person of setting.people) {
      await remindOne(context, setting, person).catch((thrown: unknown) => failures.push(toAppError(thrown)))
      // What is wrong with one message leaves the others alone; a chat that is away does not.
      if (failures.some(({ code }) => code === 'unavailable' || code === 'limited')) break
    }
    if (failures[0]) throw failures[0]
  },
})

async function remindOne(
  context: JobContext,
  setting: ReminderSetting,
  person: ReminderSetting['people'][number],
): Promise<void> {
  const now = context.db.clock.now()
  const isWorkday = setting.calendar.isWorkingDay(dateIn(person.timeZone, now))
  if (!person.slackUserId || !isWorkday || !isReminderHour(person, now)) return
  const reminder = remind(setting, person, now)
  if (!reminder) return
  await deliverChat(context, {
    occasion: reminderOccasion(person.id, reminder.date),
    to: person.slackUserId,
    reply: reminderMessage(reminder),
  })
}
