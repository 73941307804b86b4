import type { SendReminder } from '../../domain/billing/events.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { defineJob } from '../define-job.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'dunning-mail',
  summary: 'Mails a reminder, once a customer and day; the answer is filed on its invoices',
  on: ['dunning.send'],
  run: async (context, data) => {
    const mail = data as SendReminder
    const deps = sendDeps(context)
    await deliverMail(deps, context.scope, {
      occasion: mail.occasion,
      recipient: mail.recipient,
      sender: await chooseSender(deps, context.scope, mail.ownerId),
      content: { subject: mail.subject, text: mail.text },
      about: { ownerId: mail.ownerId, companyId: mail.companyId },
      automatic: true,
      errand: { kind: context.kind, data },
    })
  },
})
