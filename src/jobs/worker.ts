import { UnrecoverableError } from 'bullmq'
import type { Database } from '../db/database.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { type AppError, errorPolicy, toAppError } from '../lib/errors.js'
import type { Job, JobContext } from './define-job.js'
import type { Offer } from './queue.js'
import type { JobRegistry } from './registry.js'
import type { Services } from './services.js'

export type WorkerDeps = { db: Database; services: Services; jobs: JobRegistry }

type Errand = { kind: string; data: Record<string, unknown>; doneAt: Date | null }

/** Runs the jobs of one outbox row. The row stays open until a transaction of the handler, or the one here, closes it. */
export async function processOffer(deps: WorkerDeps, offer: Offer): Promise<void> {
  const scope: Scope = { workspaceId: offer.workspaceId, actorId: null, via: 'job', reference: offer.outboxId }
  const errand = await loadErrand(deps.db, scope, offer.outboxId)
  if (!errand || errand.doneAt) return
  let finished = false
  for (const job of deps.jobs.of(errand.kind)) {
    const context: JobContext = {
      db: deps.db,
      services: deps.services,
      scope,
      log: deps.db.log.child({ job: job.name, outboxId: offer.outboxId }),
      kind: errand.kind,
      outboxId: offer.outboxId,
      finish: async (work) => {
        const value = await inWorkspace(deps.db, scope, async (tx) => {
          const result = await work(tx)
          await close(tx, offer.outboxId, null)
          return result
        })
        finished = true
        return value
      },
    }
    await runOne(deps, job, context, errand.data)
  }
  if (!finished) await inWorkspace(deps.db, scope, (tx) => close(tx, offer.outboxId, null))
}

async function runOne(deps: WorkerDeps, job: Job, context: JobContext, data: Record<string, unknown>): Promise<void> {
  try {
    await job.run(context, data)
  } catch (thrown) {
    await noteFailure(deps.db, context, toAppError(thrown))
  }
}

/** What the error's policy says: drop it, give it up with its reason kept, or throw so that the queue tries again. */
async function noteFailure(db: Database, context: JobContext, error: AppError): Promise<void> {
  const policy = errorPolicy[error.code]
  context.log[policy.log]({ err: error, detail: error.detail }, 'job failed')
  if (policy.job === 'drop') return
  const reason = `${error.code}: ${error.userMessage}`
  await inWorkspace(db, context.scope, async (tx) => {
    await tx.prisma.outbox.updateMany({
      where: { id: context.outboxId },
      data: { attempts: { increment: 1 }, lastError: reason },
    })
    if (policy.job === 'fail') await close(tx, context.outboxId, reason)
  })
  throw policy.job === 'fail' ? new UnrecoverableError(reason) : error
}

const close = async (tx: Tx, id: string, lastError: string | null): Promise<void> => {
  await tx.prisma.outbox.updateMany({ where: { id }, data: { doneAt: tx.now, lastError } })
}

const loadErrand = (db: Database, scope: Scope, id: string): Promise<Errand | undefined> =>
  readWorkspace(db, scope, async ({ sql }) => {
    const [row] = await sql<Errand[]>`
      select kind, data, done_at as "doneAt" from outbox where workspace_id = ${scope.workspaceId} and id = ${id}`
    return row
  })
