import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

type Question = { deliveryId: string; recipient?: string; ownerId?: string | null }

export default defineJob({
  name: 'mail-uncertain',
  summary: 'Asks the owner about a mail of which nobody can know whether it went out: a customer never gets two',
  on: ['delivery.uncertain'],
  run: async (context, data) => {
    const { deliveryId, recipient, ownerId } = data as Question
    const people = await readWorkspace(context.db, context.scope, (read) =>
      findStaffByIds(read, ownerId ? [ownerId] : []),
    )
    const slackUserId = people[0]?.slackUserId
    if (!slackUserId) {
      context.log.warn({ deliveryId, recipient }, 'a mail is uncertain, and its owner can not be asked')
      return
    }
    await deliverChat(context, {
      occasion: `mail-uncertain:${deliveryId}`,
      to: slackUserId,
      reply: question(recipient ?? 'a customer'),
    })
  },
})

const question = (recipient: string): Reply => ({
  headline: `I can't tell whether the mail to ${recipient} went out`,
  text: 'The line broke after the text was handed over and before the server confirmed it. I did not send it again. Please ask there; `invoice send` sends it once more.',
})
