import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { getReplyToMail, REPLY_OCCASION } from '../domain/support/case-reply-store.js'
import { listFilesOf } from '../domain/support/reply-file-store.js'
import { refused } from '../lib/errors.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import type { MailFiles } from './files/mail-files.js'
import { chooseSharedSender, type SendDeps } from './sender.js'

/**
 * Mails a reply to a customer, once, as the mailbox that the case came in by, in its thread (RFC 5322 §3.6.4). Errors as
 * `deliverMail` and `chooseSharedSender`; `refused` where a file of it is gone.
 */
export async function mailCaseReply(
  deps: SendDeps & { mailFiles: MailFiles },
  scope: Scope,
  replyId: string,
): Promise<DeliveryState> {
  const reply = await readWorkspace(deps.db, scope, (read) => getReplyToMail(read, replyId))
  const { recipient, cc, subject, text, caseId, byId: ownerId, messageKey, references } = reply
  const attachments = await readFiles(deps, scope, replyId)
  return deliverMail(deps, scope, {
    occasion: `${REPLY_OCCASION}${replyId}`,
    recipient,
    sender: await chooseSharedSender(deps, scope, { mailboxId: reply.mailboxId, writer: reply.by }),
    content: { subject, text, cc, attachments, ...(messageKey && { answers: { messageId: messageKey, references } }) },
    about: { caseId, ownerId },
    errand: { kind: 'case.reply', data: { replyId } },
  })
}

async function readFiles(
  { db, mailFiles }: { db: SendDeps['db']; mailFiles: MailFiles },
  scope: Scope,
  replyId: string,
) {
  const kept = mailFiles.kept(scope.workspaceId)
  const files = await readWorkspace(db, scope, (read) => listFilesOf(read, replyId))
  return Promise.all(
    files.map(async ({ filename, contentType, contentHash }) => {
      const content = await kept.get(contentHash)
      if (!content)
        throw refused(`${filename} is not kept any more, so the mail was not sent. Write it again with the file.`)
      return { filename, contentType, content }
    }),
  )
}
