import { reminderOccasion } from '../../domain/close/reminder.js'
import type { Remindable } from '../../domain/people/morning.js'
import { dateIn } from '../../lib/dates.js'
import { doneMessage, loadReminderSetting, remind, reminderMessage } from '../close-reminders.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'
import { listSent } from '../sent-occasions.js'

export default defineJob({
  name: 'close-remind-refresh',
  summary: 'Brings today’s reminders up to date in place when a close task moved',
  on: ['close.changed'],
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    const now = context.db.clock.now()
    const occasionOf = (person: Remindable) => reminderOccasion(person.id, dateIn(person.timeZone, now))
    const sent = await listSent(context, setting.people.map(occasionOf))
    for (const person of setting.people) {
      const occasion = occasionOf(person)
      if (!person.slackUserId || !sent.has(occasion)) continue
      const reminder = remind(setting, person, now)
      const reply = reminder ? reminderMessage(reminder) : doneMessage
      await keepChat(context, { occasion, to: person.slackUserId, reply })
    }
  },
})
