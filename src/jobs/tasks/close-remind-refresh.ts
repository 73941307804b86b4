import { readWorkspace } from '../../db/sql-workspace.js'
import { reminderOccasion } from '../../domain/close/reminder.js'
import { dateIn } from '../../lib/dates.js'
import { doneMessage, loadReminderSetting, remind, reminderMessage } from '../close-reminders.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-remind-refresh',
  summary: 'Brings today’s reminders up to date in place when a close task moved',
  on: ['close.changed'],
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    const now = context.db.clock.now()
    const sent = await listSent(context)
    for (const person of setting.people) {
      const occasion = reminderOccasion(person.id, dateIn(person.timeZone, now))
      if (!person.slackUserId || !sent.has(occasion)) continue
      const reminder = remind(setting, person, now)
      const reply = reminder ? reminderMessage(reminder) : doneMessage
      await keepChat(context, { occasion, to: person.slackUserId, reply })
    }
  },
})

/** Occasions of the last two days: somebody's today may be somebody else's yesterday. */
const listSent = (context: JobContext): Promise<Set<string>> =>
  readWorkspace(context.db, context.scope, async ({ sql, scope, now }) => {
    const rows = await sql<{ occasion: string }[]>`
      select occasion from delivery where workspace_id = ${scope.workspaceId} and occasion like 'close-reminder:%'
        and state = 'sent' and sent_at > ${new Date(now.getTime() - 2 * 86_400_000)}`
    return new Set(rows.map((row) => row.occasion))
  })
