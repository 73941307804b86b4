import type { Reply } from '../../bots/commands/reply.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { findDelivery } from '../../domain/correspondence/mail-delivery.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

type Question = { deliveryId: string; ownerId?: string | null }

export default defineJob({
  name: 'mail-uncertain',
  summary: 'Asks the owner about a mail of which nobody can know whether it went out: a customer never gets two',
  on: ['delivery.uncertain'],
  run: async (context, data) => {
    const { deliveryId, ownerId = null } = data as Question
    const mail = await inWorkspace(context.db, context.scope, (tx) => findDelivery(tx, deliveryId))
    // It was found in a Sent folder meanwhile, or its customer answered.
    if (mail?.state !== 'uncertain') return
    await tellOwner(context, { ownerId, occasion: `mail-uncertain:${deliveryId}`, reply: question(mail) })
  },
})

const question = ({ id, recipient, errand }: { id: string; recipient: string; errand: object | null }): Reply => ({
  headline: `I can't tell whether the mail to ${recipient} went out`,
  text: 'The line broke after the text was handed over and before the server confirmed it. I looked for it in the Sent folder and did not send it again. Please ask there, or say it.',
  actions: [
    { label: 'It was sent', do: { command: 'delivery sent', args: { mail: id } }, typed: `delivery sent ${id}` },
    ...(errand
      ? [{ label: 'Send again', do: { command: 'delivery again', args: { mail: id } }, typed: `delivery again ${id}` }]
      : []),
  ],
})
