import { readWorkspace } from '../../db/sql-workspace.js'
import { reminderOccasion } from '../../domain/close/reminder.js'
import { listSentOn } from '../../domain/close/reminder-store.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { dateIn } from '../../lib/dates.js'
import { doneMessage, isSomething, reminderMessage } from '../close-reminder-message.js'
import { loadReminderSetting } from '../close-reminders.js'
import { whatToSay } from '../close-said.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-remind-refresh',
  summary: 'Brings today’s reminders up to date in place when a close task moved',
  on: ['close.changed', 'close.snoozed', 'close.answered'],
  run: async (context) => {
    const now = context.db.clock.now()
    // Mostly nobody was told anything yet, and then nothing else is looked at.
    const sent = await readWorkspace(context.db, context.scope, async (read) => {
      const days = new Set((await listStaff(read)).map(({ timeZone }) => dateIn(timeZone, now)))
      return listSentOn(read, [...days])
    })
    if (sent.size === 0) return
    const setting = await loadReminderSetting(context)
    for (const person of setting.people) {
      const date = dateIn(person.timeZone, now)
      if (!person.slackUserId || !sent.has(`${person.id}:${date}`)) continue
      const said = await whatToSay(context, setting, person)
      const reply = isSomething(said) ? reminderMessage(said) : doneMessage
      await keepChat(context, { occasion: reminderOccasion(person.id, date), to: person.slackUserId, reply })
    }
  },
})
