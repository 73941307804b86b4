import type { FailedSending } from '../../domain/billing/events.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

export default defineJob({
  name: 'mail-failed',
  summary:
    'Tells the owner of an invoice or customer that a mail was refused, and why: whoever confirmed it believes that it went out',
  on: ['invoice.send-failed'],
  run: async (context, data) => {
    const { occasion, name, recipient, ownerId, said, again } = data as FailedSending
    await tellOwner(context, {
      ownerId,
      occasion: `mail-failed:${occasion}`,
      reply: {
        headline: `${name} did not go out to ${recipient}`,
        text: `${said}\n\`${again}\` tries again.`,
      },
    })
  },
})
