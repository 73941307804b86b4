import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { noteRemittance } from '../../domain/banking/note-remittance.js'
import { findPayerBy } from '../../domain/banking/remittance-store.js'
import { sharedLevel } from '../../domain/correspondence/visibility-sql.js'
import { mailParts } from '../../mail/mail-parts.js'
import { remittanceRows } from '../../mail/remittance-rows.js'
import { defineJob } from '../define-job.js'
import { eachMail } from '../stored-mail.js'

export default defineJob({
  name: 'mail-remittance',
  summary: 'Keeps what a customer’s mail says that a payment is for, as a split to propose when the bank line comes',
  on: ['mail.remittance'],
  run: (context, data) =>
    eachMail(context, data, async (mail, bytes) => {
      const { db, scope } = context
      const { companyId, level } = await readWorkspace(db, scope, async (read) => ({
        companyId: await findPayerBy(read, mail.fromAddress),
        level: await sharedLevel(read, mail.id),
      }))
      // Nobody in finance sees what the mailbox keeps from them.
      if (companyId === null || level < 2) return
      const rows = await remittanceRows(await mailParts(bytes))
      await inWorkspace(db, scope, (tx) => noteRemittance(tx, { companyId, messageId: mail.id }, rows))
    }),
})
