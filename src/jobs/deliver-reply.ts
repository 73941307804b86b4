import type { Reply } from '../bots/commands/reply.js'
import type { MailButton } from '../bots/email/mail-buttons.js'
import { mailOfReply } from '../bots/email/mail-of-reply.js'
import type { Staff } from '../domain/people/staff.js'
import type { OutgoingMail } from '../mail/compose-mail.js'
import { type DeliveryState, deliverMail } from '../mail/deliver-mail.js'
import { chooseSenderAt } from '../mail/sender.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'

/** A reply that goes to a member of staff by mail: an answer to a command, or a report on its schedule. */
export type ReplyDelivery = {
  /** What makes it one. */
  occasion: string
  to: Pick<Staff, 'id' | 'email' | 'timeZone'>
  subject: string
  reply: Reply
  /** Who takes commands by answer; default the configured assistant, and without one the mail has no buttons. */
  assistant?: string | undefined
  buttons?: readonly MailButton[]
  /** The mail that it answers. */
  answers?: OutgoingMail['answers']
}

/** Mails a reply once, to the registered address alone. Errors as `deliverMail` and `chooseSender`. */
export async function deliverReply(context: JobContext, given: ReplyDelivery): Promise<DeliveryState> {
  const { occasion, to, subject, reply, buttons = [], answers } = given
  const { catalog } = context.services
  const assistant = given.assistant ?? context.services.assistant
  const answering = assistant === undefined ? null : { address: assistant, subject }
  const content = await mailOfReply(reply, { subject, timeZone: to.timeZone, catalog, answering, buttons })
  const deps = sendDeps(context)
  return deliverMail(deps, context.scope, {
    occasion,
    recipient: to.email,
    sender: await chooseSenderAt(deps, context.scope, assistant ?? null),
    content: { ...content, ...(answers && { answers }) },
    ...(assistant !== undefined && { replyTo: assistant }),
    about: { ownerId: to.id },
    automatic: true,
  })
}
