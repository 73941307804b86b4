import { z } from 'zod'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { getReplyToMail } from '../../domain/support/case-reply-store.js'
import { errorPolicy, toAppError } from '../../lib/errors.js'
import { mailCaseReply } from '../../mail/mail-case-reply.js'
import { defineJob, type JobContext } from '../define-job.js'
import { sendDeps } from '../send-deps.js'
import { tellOwner } from '../tell-owner.js'

export default defineJob({
  name: 'case-reply',
  summary: 'Mails a confirmed reply to a customer, once; tells its writer when no mailbox can send it',
  on: ['case.reply'],
  data: z.object({ replyId: z.string() }),
  run: async (context, { replyId }) => {
    try {
      await mailCaseReply({ ...sendDeps(context), rawDir: context.services.rawDir }, context.scope, replyId)
    } catch (thrown) {
      const error = toAppError(thrown)
      // What a mail server refused is told by its delivery (`mail-refused`); without one nobody else speaks.
      if (errorPolicy[error.code].job === 'fail' && !(await wasBegun(context, replyId)))
        await tellWriter(context, replyId, error.userMessage)
      throw error
    }
  },
})

const wasBegun = async ({ db, scope }: JobContext, replyId: string): Promise<boolean> =>
  inWorkspace(db, scope, async ({ prisma }) => {
    const where = { workspaceId: scope.workspaceId, occasion: `case-reply:${replyId}` }
    return (await prisma.delivery.count({ where })) > 0
  })

async function tellWriter(context: JobContext, replyId: string, said: string): Promise<void> {
  const reply = await readWorkspace(context.db, context.scope, (read) => getReplyToMail(read, replyId))
  await tellOwner(context, {
    ownerId: reply.byId,
    occasion: `case-reply-failed:${replyId}`,
    reply: { headline: `Your reply on ${reply.ref} did not go out to ${reply.recipient}`, text: said },
  })
}
