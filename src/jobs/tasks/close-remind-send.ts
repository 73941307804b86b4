import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { reminderOccasion } from '../../domain/close/reminder.js'
import {
  findReminder,
  type ReminderChannel,
  type ReminderState,
  saveReminder,
} from '../../domain/close/reminder-store.js'
import { isReminderHour } from '../../domain/people/morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { dateIn } from '../../lib/dates.js'
import { toAppError } from '../../lib/errors.js'
import { mailReminder } from '../close-reminder-mail.js'
import { isSomething, reminderMessage, type Said } from '../close-reminder-message.js'
import { loadReminderSetting } from '../close-reminders.js'
import { whatToSay } from '../close-said.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'close-remind-send',
  summary: 'Sends one planned close reminder: in Slack, else by mail, as it stands now',
  on: ['close.reminder'],
  run: async (context, data) => {
    const id = String(data['reminderId'])
    const planned = await readWorkspace(context.db, context.scope, (read) => findReminder(read, { id }))
    if (planned?.state !== 'planned') return
    const setting = await loadReminderSetting(context)
    const person = setting.people.find((each) => each.id === planned.staffId)
    const settle = (state: ReminderState, channel?: ReminderChannel) =>
      inWorkspace(context.db, context.scope, (tx) => saveReminder(tx, id, { state, ...(channel && { channel }) }))
    const now = context.db.clock.now()
    if (!person) return settle('void')
    // The chat was away until the evening: the next morning says what still holds.
    if (dateIn(person.timeZone, now) !== planned.day || !isReminderHour(person, now)) return settle('missed')
    const said = await whatToSay(context, setting, person)
    if (!isSomething(said)) return settle('void')
    const by = await send(context, person, said, planned).catch((thrown: unknown) => {
      const error = toAppError(thrown)
      // Nothing that comes again by itself: an address that takes no mail, or a company that sends none.
      if (error.code !== 'refused') throw error
      context.log.warn({ err: error, staffId: person.id }, 'a close reminder could not be sent')
      return null
    })
    await settle(by ? 'sent' : 'missed', by ?? undefined)
  },
})

/** By mail also to whom the chat does not take. */
async function send(
  context: JobContext,
  person: Staff,
  said: Said,
  { day, channel }: { day: string; channel: ReminderChannel },
): Promise<ReminderChannel> {
  if (channel === 'slack' && person.slackUserId) {
    const occasion = reminderOccasion(person.id, day)
    if (await deliverChat(context, { occasion, to: person.slackUserId, reply: reminderMessage(said) })) return 'slack'
  }
  await mailReminder(context, person, said, day)
  return 'mail'
}
