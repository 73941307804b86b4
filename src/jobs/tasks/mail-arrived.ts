import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findMessages, type StoredMail } from '../../domain/correspondence/message-store.js'
import { trustAddress } from '../../domain/correspondence/note-bounces.js'
import { findConcerned, opensThread, planNotice } from '../../domain/correspondence/notice-store.js'
import { because } from '../../domain/correspondence/thread.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob, type JobContext } from '../define-job.js'

/** What comes within this time is told in one message. */
const WINDOW_MS = 30_000

export default defineJob({
  name: 'mail-arrived',
  summary: 'Plans a notice of a new thread for its owner',
  on: ['mail.arrived'],
  run: async (context, data) => {
    const ids = data['messageIds'] as string[]
    const { liveAt, mails } = await readWorkspace(context.db, context.scope, async (read) => ({
      liveAt: (await getWorkspace(read)).liveAt,
      mails: await findMessages(read, ids),
    }))
    for (const mail of mails) {
      // Whoever writes from an address can be reached there again.
      await inWorkspace(context.db, context.scope, (tx) => trustAddress(tx, mail.fromAddress))
      if (liveAt !== null && mail.receivedAt >= liveAt) await hear(context, mail)
    }
  },
})

async function hear(context: JobContext, mail: StoredMail): Promise<void> {
  const { concerned, isNew } = await readWorkspace(context.db, context.scope, async (read) => ({
    concerned: await findConcerned(read, mail.threadId),
    isNew: await opensThread(read, mail),
  }))
  if (isNew && concerned) {
    const { ownerId: staffId, record, evidence } = concerned
    const why = `You own ${record}; the thread is there because ${because(evidence)}.`
    await plan(context, { staffId, threadId: mail.threadId, messageId: mail.id, why })
  }
}

const plan = ({ db, scope }: JobContext, notice: Parameters<typeof planNotice>[1]): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    if (!(await planNotice(tx, notice))) return
    // One that is under way already takes this notice along, if it comes in time; another one finds nothing then.
    await tx.outbox('mail.notice', { staffId: notice.staffId }, new Date(tx.now.getTime() + WINDOW_MS))
  })
