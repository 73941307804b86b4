import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { doneMessage, loadReminderSetting, remind, reminderMessage } from '../close-reminders.js'
import { defineJob, type JobContext } from '../define-job.js'
import { withButtons } from '../deliver-chat.js'

type Sent = { occasion: string; recipient: string; channel: string; ts: string }

export default defineJob({
  name: 'close-remind-refresh',
  summary: 'Brings today’s reminders up to date in place when a close task moved',
  on: ['close.changed'],
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    const now = context.db.clock.now()
    for (const sent of await listSent(context)) {
      const person = setting.people.find((each) => each.slackUserId === sent.recipient)
      if (!person || !sent.occasion.endsWith(dateIn(person.timeZone, now))) continue
      const reminder = remind(setting, person, now)
      const reply = reminder
        ? await inWorkspace(context.db, context.scope, (tx) => withButtons(tx, reminderMessage(reminder)))
        : doneMessage
      await context.services.chat.update(context.scope.workspaceId, { channel: sent.channel, ts: sent.ts }, reply)
    }
  },
})

/** Reminders of the last two days: somebody's today may be somebody else's yesterday. */
const listSent = (context: JobContext): Promise<Sent[]> =>
  readWorkspace(
    context.db,
    context.scope,
    ({ sql, scope, now }) => sql<Sent[]>`
      select occasion, recipient, split_part(external_ref, ':', 1) as channel, split_part(external_ref, ':', 2) as ts
      from delivery where workspace_id = ${scope.workspaceId} and occasion like 'close-reminder:%' and state = 'sent'
        and sent_at > ${new Date(now.getTime() - 2 * 86_400_000)}`,
  )
