import type { Reply } from '../../bots/commands/reply.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

type Question = { deliveryId: string; recipient?: string; ownerId?: string | null }

export default defineJob({
  name: 'mail-uncertain',
  summary: 'Asks the owner about a mail of which nobody can know whether it went out: a customer never gets two',
  on: ['delivery.uncertain'],
  run: async (context, data) => {
    const { deliveryId, recipient = 'a customer', ownerId = null } = data as Question
    await tellOwner(context, { ownerId, occasion: `mail-uncertain:${deliveryId}`, reply: question(recipient) })
  },
})

const question = (recipient: string): Reply => ({
  headline: `I can't tell whether the mail to ${recipient} went out`,
  text: 'The line broke after the text was handed over and before the server confirmed it. I did not send it again. Please ask there; `invoice send` sends it once more.',
})
