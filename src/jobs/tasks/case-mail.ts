import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findAnswered, listRecipients } from '../../domain/correspondence/answered-delivery.js'
import { findMessages, type StoredMail } from '../../domain/correspondence/message-store.js'
import { findReply, replyIdOf } from '../../domain/support/case-reply-store.js'
import { takeCustomerMail } from '../../domain/support/take-customer-mail.js'
import { takeOurMail } from '../../domain/support/take-our-mail.js'
import { defineJob, type JobContext } from '../define-job.js'

export default defineJob({
  name: 'case-mail',
  summary: 'Makes a case of a person’s mail to support, adds it to the one there is, and counts what colleagues answer',
  on: ['mail.arrived', 'mail.sent'],
  run: async (context, data) => {
    const { db, scope } = context
    const mails = await readWorkspace(db, scope, (read) => findMessages(read, data['messageIds'] as string[]))
    for (const mail of mails) await take(context, mail)
  },
})

async function take({ db, scope, services }: JobContext, mail: StoredMail): Promise<void> {
  const byMail = { ...scope, via: 'mail' as const }
  if (mail.direction === 'out') return inWorkspace(db, byMail, (tx) => takeOurMail(tx, mail))
  const answered = await readWorkspace(db, scope, async (read) => {
    const found = await findAnswered(read, services.key, await listRecipients(read, mail.id))
    const replyId = found && replyIdOf(found)
    return replyId ? findReply(read, replyId) : null
  })
  await inWorkspace(db, byMail, (tx) => takeCustomerMail(tx, mail, answered?.caseId ?? null))
}
