import { inWorkspace } from '../../db/in-workspace.js'
import { settleSignals } from '../../domain/signals/settle-signals.js'
import { loadSignals } from '../../domain/signals/signals.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { isComing } from '../errand-store.js'

const signals = await loadSignals()

/** What people do about a signal, as far as the house hears of it; what it doesn't is seen half an hour later at most. */
const DONE = [
  'contact.address-added',
  'never-log.added',
  'deal.moved',
  'deal.stepped',
  'deal.won',
  'deal.lost',
  'mail.sent',
  'mail.arrived',
  'payment.recorded',
  'payment.reversed',
  'allocation.changed',
  'task.changed',
]
/** So long the first of a burst waits for the others (ADR 41). */
const BURST_MS = 1_000

export default defineJob({
  name: 'signal-settle',
  summary: 'Sees whether signals were acted on, or no longer have a reason',
  on: ['signal.settle', ...DONE],
  schedule: { kind: 'signal.settle', next: every(30, 11) },
  run: (context) =>
    context.kind === 'signal.settle' ? settleSignals(context.db, context.scope, signals) : settleSoon(context),
})

/** One row for all that happens until it is due; none where nothing is open. */
const settleSoon = ({ db, scope }: JobContext): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    const { workspaceId } = tx.scope
    const open = await tx.prisma.signal.count({ where: { workspaceId, state: { in: ['found', 'shown'] } }, take: 1 })
    if (open === 0) return
    if (!(await isComing(tx, 'signal.settle')))
      await tx.outbox('signal.settle', {}, new Date(tx.now.getTime() + BURST_MS))
  })
