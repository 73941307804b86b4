import { inWorkspace } from '../../db/in-workspace.js'
import type { CheckedTask } from '../../domain/close/checked-store.js'
import { loadChecks } from '../../domain/close/checks.js'
import { runChecks } from '../../domain/close/run-checks.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { isComing } from '../errand-store.js'

const checks = await loadChecks()
const kinds = [...new Set(checks.flatMap(({ on }) => on))]

/** So long the first of a burst waits for the others: a thousand invoices ask a check a few times, not a thousand. */
const BURST_MS = 1_000

/** A task that has become ready may be proved already; and a month that is done, or open again, is news of its quarter. */
const isNewsOf = ({ state, check }: CheckedTask): boolean => state === 'ready' || check.on.includes('close.changed')

export default defineJob({
  name: 'close-checks',
  summary: 'Asks the close’s self-proving checks again a moment after the data moved, and every hour',
  on: [...new Set([...kinds, 'close.opened', 'close.changed', 'close.excused', 'close.check'])],
  // By the clock as well: what is due today, what a file brought in, what was sealed.
  schedule: { kind: 'close.check', next: every(60, 7) },
  run: async (context, { after }) => {
    const { db, scope, kind } = context
    if (kind === 'close.opened' || kind === 'close.excused') await runChecks(db, scope, checks)
    else if (kind === 'close.changed') await runChecks(db, scope, checks, isNewsOf)
    else if (kind !== 'close.check') await askSoon(context)
    else await runChecks(db, scope, typeof after === 'string' ? checks.filter(({ on }) => on.includes(after)) : checks)
  },
})

/** One row asks for all changes of a kind until it is due. What it then sees is what all of them have left. */
const askSoon = ({ db, scope, kind }: JobContext): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    if (!(await isComing(tx, 'close.check', { about: ['after', kind] })))
      await tx.outbox('close.check', { after: kind }, new Date(tx.now.getTime() + BURST_MS))
  })
