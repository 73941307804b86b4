import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { getReplyToMail, REPLY_OCCASION } from '../domain/support/case-reply-store.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSharedSender, type SendDeps } from './sender.js'

/**
 * Mails a reply to a customer, once, as the mailbox that the case came in by, in its thread (RFC 5322 §3.6.4). Errors as
 * `deliverMail` and `chooseSharedSender`.
 */
export async function mailCaseReply(deps: SendDeps, scope: Scope, replyId: string): Promise<DeliveryState> {
  const reply = await readWorkspace(deps.db, scope, (read) => getReplyToMail(read, replyId))
  const { recipient, cc, subject, text, caseId, byId: ownerId, messageKey, references } = reply
  return deliverMail(deps, scope, {
    occasion: `${REPLY_OCCASION}${replyId}`,
    recipient,
    sender: await chooseSharedSender(deps, scope, { mailboxId: reply.mailboxId, writer: reply.by }),
    content: { subject, text, cc, ...(messageKey && { answers: { messageId: messageKey, references } }) },
    about: { caseId, ownerId },
    errand: { kind: 'case.reply', data: { replyId } },
  })
}
