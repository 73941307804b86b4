import { inWorkspace } from '../../db/in-workspace.js'
import { findDelivery } from '../../domain/correspondence/mail-delivery.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

type Refusal = { deliveryId: string; said: string; ownerId?: string | null; notTo?: readonly string[] }

export default defineJob({
  name: 'mail-refused',
  summary:
    'Tells the owner that a mail server refused a mail for good, or one of its copies; of an invoice’s mail `mail-failed` tells',
  on: ['delivery.failed', 'delivery.copies'],
  run: async (context, data) => {
    const { deliveryId, said, ownerId = null, notTo } = data as Refusal
    const mail = await inWorkspace(context.db, context.scope, (tx) => findDelivery(tx, deliveryId))
    if (!mail || (!notTo && mail.occasion.startsWith('invoice-mail:'))) return
    await tellOwner(context, {
      ownerId,
      occasion: `mail-refused:${deliveryId}`,
      reply: {
        headline: notTo
          ? `A copy of the mail to ${mail.recipient} was refused`
          : `The mail to ${mail.recipient} was refused`,
        text: notTo
          ? `It went out, but not to ${notTo.join(', ')}, and I do not try again.`
          : 'It did not go out, and I do not try again.',
        fields: [{ label: 'The mail server says', value: said }],
      },
    })
  },
})
