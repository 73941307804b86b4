import { z } from 'zod'
import { readWorkspace } from '../../db/sql-workspace.js'
import { getReplyToMail, REPLY_OCCASION } from '../../domain/support/case-reply-store.js'
import { mailCaseReply } from '../../mail/mail-case-reply.js'
import { defineJob, type JobContext } from '../define-job.js'
import { sendDeps } from '../send-deps.js'
import { tellOwner } from '../tell-owner.js'
import { tellingUnsent } from '../telling-unsent.js'

export default defineJob({
  name: 'case-reply',
  summary: 'Mails a confirmed reply to a customer, once; tells its writer when no mailbox can send it',
  on: ['case.reply'],
  data: z.object({ replyId: z.string() }),
  run: (context, { replyId }) =>
    tellingUnsent(context, `${REPLY_OCCASION}${replyId}`, {
      send: () =>
        mailCaseReply({ ...sendDeps(context), mailFiles: context.services.mailFiles }, context.scope, replyId),
      tell: (said) => tellWriter(context, replyId, said),
    }),
})

async function tellWriter(context: JobContext, replyId: string, said: string): Promise<void> {
  const reply = await readWorkspace(context.db, context.scope, (read) => getReplyToMail(read, replyId))
  await tellOwner(context, {
    ownerId: reply.byId,
    occasion: `case-reply-failed:${replyId}`,
    reply: { headline: `Your reply on ${reply.ref} did not go out to ${reply.recipient}`, text: said },
  })
}
