import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listUnkept } from '../../domain/correspondence/attachment-store.js'
import { listMailboxes } from '../../domain/correspondence/mailbox-store.js'
import { keepAttachments } from '../../mail/keep-attachments.js'
import { mailParts } from '../../mail/mail-parts.js'
import { defineJob } from '../define-job.js'
import { eachMail } from '../stored-mail.js'

/** Decoding takes several times as long as storing, so it waits while a backfill is under way. */
const WAIT_MS = 10 * 60_000

export default defineJob({
  name: 'mail-attachments',
  summary:
    'Takes the attachments of people’s mail out of the raw mail, so that they open at once; each file is kept once',
  on: ['mail.attachments'],
  run: async (context, data) => {
    const { db, scope, services } = context
    const given = data['messageIds'] as string[]
    const { unkept, busy } = await readWorkspace(db, scope, async (read) => ({
      unkept: await listUnkept(read, given),
      busy: (await listMailboxes(read)).some(({ status }) => status === 'backfilling'),
    }))
    const messageIds = [...new Set(unkept.map(({ messageId }) => messageId))]
    if (messageIds.length === 0) return
    if (busy) return postpone()
    await eachMail(context, { messageIds }, async (mail, bytes) =>
      keepAttachments({ db, mailFiles: services.mailFiles }, scope, mail, (await mailParts(bytes)).parts),
    )

    function postpone(): Promise<void> {
      return inWorkspace(db, scope, async (tx) => {
        await tx.outbox('mail.attachments', { messageIds }, new Date(tx.now.getTime() + WAIT_MS))
      })
    }
  },
})
