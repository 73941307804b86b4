import { inWorkspace } from '../../db/in-workspace.js'
import { watchSigned } from '../../domain/close/watch-signed.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { isComing } from '../errand-store.js'

/** So long the first of a burst waits for the others, and for their numbers. */
const BURST_MS = 2_000

/** After seal-entries, by its name: what it tells of has its number then. */
export default defineJob({
  name: 'watch-signed',
  summary: 'Opens sign-offs of the close again whose accounts have changed since, or puts it before the next close',
  on: [
    'invoice.issued',
    'credit-note.issued',
    'bill.posted',
    'payment.recorded',
    'payment.reversed',
    'allocation.changed',
    'journal.posted',
    'close.watch',
  ],
  // By the clock as well: what a file brought in says nothing of itself.
  schedule: { kind: 'close.watch', next: every(60, 11) },
  run: async (context) => {
    if (context.kind === 'close.watch') await watchSigned(context.db, context.scope)
    else await lookSoon(context)
  },
})

/** One row looks for all changes until it is due; one that waits for a task's quiet time is another. */
const lookSoon = ({ db, scope }: JobContext): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    const signed = await tx.prisma.closeTask.count({
      where: { signedSeal: { not: null }, accounts: { isEmpty: false } },
    })
    if (signed === 0) return
    const soon = new Date(tx.now.getTime() + BURST_MS)
    if (!(await isComing(tx, 'close.watch', { by: soon }))) await tx.outbox('close.watch', {}, soon)
  })
