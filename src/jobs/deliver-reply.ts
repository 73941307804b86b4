import type { Reply } from '../bots/commands/reply.js'
import type { MailButton } from '../bots/email/mail-buttons.js'
import { mailOfReply } from '../bots/email/mail-of-reply.js'
import type { Staff } from '../domain/people/staff.js'
import type { OutgoingMail } from '../mail/compose-mail.js'
import { type DeliveryState, deliverMail } from '../mail/deliver-mail.js'
import { chooseSender, chooseSenderAt } from '../mail/sender.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'

/** A reply that goes out by mail: to a member of staff an answer to a command, to whoever gets it a report on its schedule. */
export type ReplyDelivery = {
  /** What makes it one. */
  occasion: string
  to: Pick<Staff, 'id' | 'email' | 'timeZone'>
  subject: string
  reply: Reply
  /**
   * Who takes commands by answer; default the configured assistant, and without one the mail has no buttons. Null: the reader is
   * nobody of the staff, whose commands it would not take, and answers go to the person in whose name it is.
   */
  assistant?: string | null | undefined
  buttons?: readonly MailButton[]
  /** Where its reader stops such mails. */
  stop?: string | undefined
  /** The mail that it answers. */
  answers?: OutgoingMail['answers']
}

/** Mails a reply once. Errors as `deliverMail` and `chooseSender`. */
export async function deliverReply(context: JobContext, given: ReplyDelivery): Promise<DeliveryState> {
  const { occasion, to, subject, reply, buttons = [], answers, stop } = given
  const { catalog } = context.services
  const assistant = given.assistant === undefined ? context.services.assistant : (given.assistant ?? undefined)
  const answering = assistant === undefined ? null : { address: assistant, subject }
  const content = await mailOfReply(reply, { subject, timeZone: to.timeZone, catalog, answering, buttons })
  const deps = sendDeps(context)
  return deliverMail(deps, context.scope, {
    occasion,
    recipient: to.email,
    sender:
      given.assistant === null
        ? await chooseSender(deps, context.scope, to.id)
        : await chooseSenderAt(deps, context.scope, assistant ?? null),
    content: { ...content, ...(answers && { answers }), ...(stop !== undefined && { stop }) },
    ...(assistant !== undefined && { replyTo: assistant }),
    about: { ownerId: to.id },
    automatic: true,
  })
}
