import type { Reply } from '../bots/commands/reply.js'
import { mailOfReply } from '../bots/email/mail-of-reply.js'
import type { Occasion } from '../domain/people/notices.js'
import type { Staff } from '../domain/people/staff.js'
import { deliverMail } from '../mail/deliver-mail.js'
import { chooseSender } from '../mail/sender.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'
import { sendDeps } from './send-deps.js'

/** Tells a colleague something once: in Slack, or by mail where they aren't there, or Slack isn't. */
export async function tellColleague(
  context: JobContext,
  person: Staff,
  occasion: Occasion,
  reply: Reply,
): Promise<void> {
  const { slackUserId: to } = person
  if (to !== null && (await deliverChat(context, { occasion, to, reply }))) return
  const deps = sendDeps(context)
  const { catalog } = context.services
  await deliverMail(deps, context.scope, {
    occasion,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: await mailOfReply(reply, {
      subject: reply.headline,
      timeZone: person.timeZone,
      catalog,
      answering: null,
    }),
    about: { ownerId: person.id },
    automatic: true,
  })
}
