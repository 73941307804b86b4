import { bulkWorkspace, readWorkspace } from '../../db/sql-workspace.js'
import { remindedInvoices } from '../../domain/billing/reminder-store.js'
import { findAnswered, invoiceOf, listRecipients } from '../../domain/correspondence/answered-delivery.js'
import { lockFiling } from '../../domain/correspondence/filing-store.js'
import { insertLinks } from '../../domain/correspondence/link-store.js'
import { findMessages, type StoredMail } from '../../domain/correspondence/message-store.js'
import { defineJob, type JobContext } from '../define-job.js'

export default defineJob({
  name: 'mail-reply',
  summary: 'Files what is written to the reply address of a mail on the record that the mail was about',
  on: ['mail.reply'],
  run: async (context, data) => {
    const ids = data['messageIds'] as string[]
    const mails = await readWorkspace(context.db, context.scope, (read) => findMessages(read, ids))
    for (const mail of mails) await file(context, mail)
  },
})

async function file({ db, scope, services }: JobContext, mail: StoredMail): Promise<void> {
  await bulkWorkspace(db, { ...scope, via: 'mail' }, async (bulk) => {
    const answered = await findAnswered(bulk, services.key, await listRecipients(bulk, mail.id))
    if (!answered) return
    const invoice = invoiceOf(answered)
    const invoiceIds = invoice ? [invoice] : await remindedInvoices(bulk, answered.occasion)
    if (invoiceIds.length === 0) return
    await lockFiling(bulk)
    const evidence = 'it is written to the reply address of the mail that the invoice went with'
    const row = { threadId: mail.threadId, messageId: mail.id, kind: 'invoice' as const, evidence, mailboxId: null }
    await insertLinks(
      bulk,
      invoiceIds.map((recordId) => ({ ...row, recordId })),
    )
  })
}
