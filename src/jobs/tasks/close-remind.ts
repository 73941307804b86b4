import { isReminderHour, reminderOccasion } from '../../domain/close/reminder.js'
import { dateIn } from '../../lib/dates.js'
import { loadReminderSetting, remind, reminderMessage } from '../close-reminders.js'
import { defineJob, every } from '../define-job.js'
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
    const now = context.db.clock.now()
    for (const person of setting.people) {
      const isWorkday = setting.calendar.isWorkingDay(dateIn(person.timeZone, now))
      if (!person.slackUserId || !isWorkday || !isReminderHour(person, now)) continue
      const reminder = remind(setting, person, now)
      if (reminder) {
        await deliverChat(context, {
          occasion: reminderOccasion(reminder),
          to: person.slackUserId,
          compose: async () => reminderMessage(reminder),
        })
      }
    }
  },
})
