import { readWorkspace } from '../../db/sql-workspace.js'
import { reminderOccasion } from '../../domain/close/reminder.js'
import { listSentOn } from '../../domain/close/reminder-store.js'
import { dateIn } from '../../lib/dates.js'
import { loadChanges } from '../close-changes.js'
import { doneMessage, reminderMessage } from '../close-reminder-message.js'
import { loadReminderSetting, remind } from '../close-reminders.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-remind-refresh',
  summary: 'Brings today’s reminders up to date in place when a close task moved',
  on: ['close.changed', 'close.snoozed'],
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    const now = context.db.clock.now()
    const days = new Set(setting.people.map(({ timeZone }) => dateIn(timeZone, now)))
    const sent = await readWorkspace(context.db, context.scope, (read) => listSentOn(read, [...days]))
    for (const person of setting.people) {
      const date = dateIn(person.timeZone, now)
      if (!person.slackUserId || !sent.has(`${person.id}:${date}`)) continue
      const reminder = remind(setting, person, now)
      const changes = await loadChanges(context, setting, person)
      const reply = reminder || changes ? reminderMessage({ reminder, readerId: person.id, changes }) : doneMessage
      await keepChat(context, { occasion: reminderOccasion(person.id, date), to: person.slackUserId, reply })
    }
  },
})
