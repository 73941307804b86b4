import type { Reply } from '../../bots/commands/reply.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { REMINDER_PREFIX } from '../../domain/billing/reminder-store.js'
import { MAILED_INVOICE, MAILED_QUOTE, STATEMENT_PREFIX } from '../../domain/billing/sending-store.js'
import { findDelivery } from '../../domain/correspondence/mail-delivery.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

type Refusal = {
  deliveryId: string
  said: string
  ownerId?: string | null
  notTo?: readonly string[] | undefined
  mayHaveCome?: boolean
}

/** How the occasions of invoices, offers and statements begin. */
const TOLD_BY_MAIL_FAILED = [MAILED_INVOICE.prefix, MAILED_QUOTE.prefix, STATEMENT_PREFIX]

export default defineJob({
  name: 'mail-refused',
  summary:
    'Tells the owner that a mail server refused a mail for good, or one of its copies; of an invoice, offer or statement `mail-failed` tells',
  on: ['delivery.failed', 'delivery.copies'],
  run: async (context, data) => {
    const { deliveryId, said, ownerId = null, notTo, mayHaveCome = false } = data as Refusal
    const mail = await inWorkspace(context.db, context.scope, (tx) => findDelivery(tx, deliveryId))
    if (!mail || (!notTo && TOLD_BY_MAIL_FAILED.some((prefix) => mail.occasion.startsWith(`${prefix}:`)))) return
    await tellOwner(context, {
      ownerId,
      occasion: `mail-refused:${deliveryId}`,
      reply: {
        ...wordsOf(mail, { notTo, mayHaveCome }),
        fields: [{ label: 'The mail server says', value: said }],
      },
    })
  },
})

function wordsOf(
  { recipient: to, occasion }: { recipient: string; occasion: string },
  { notTo, mayHaveCome }: Pick<Refusal, 'notTo' | 'mayHaveCome'>,
): Reply {
  if (notTo)
    return {
      headline: `A copy of the mail to ${to} was refused`,
      text: `It went out, but not to ${notTo.join(', ')}, and I do not try again.`,
    }
  if (mayHaveCome)
    return {
      headline: `The mail to ${to} may have come more than once, or not at all`,
      text: 'I do not try again. Please ask there.',
    }
  const headline = `The mail to ${to} was refused`
  return occasion.startsWith(`${REMINDER_PREFIX}:`)
    ? { headline, text: 'It did not go out, and does not count as a step of the reminders.' }
    : { headline, text: 'It did not go out, and I do not try again.' }
}
