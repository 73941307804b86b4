import { inWorkspace } from '../../db/in-workspace.js'
import { noteBounces } from '../../domain/correspondence/note-bounces.js'
import { readReport } from '../../mail/read-report.js'
import { defineJob } from '../define-job.js'
import { eachMail } from '../stored-mail.js'

export default defineJob({
  name: 'mail-report',
  summary: 'Marks the addresses that delivery reports and complaints speak of',
  on: ['mail.report'],
  run: (context, data) =>
    eachMail(context, data, async (mail, bytes) => {
      const { reported } = await readReport(bytes)
      const scope = { ...context.scope, via: 'mail' as const }
      await inWorkspace(context.db, scope, (tx) => noteBounces(tx, { messageId: mail.id, at: mail.sentAt, reported }))
    }),
})
