import { UnrecoverableError } from 'bullmq'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { type AppError, errorPolicy, toAppError } from '../lib/errors.js'
import { isAwaited } from '../mail/awaited-mail.js'
import type { JobContext } from './define-job.js'
import { closeErrand, findErrand, noteAttempt } from './errand-store.js'
import type { Offer } from './queue.js'
import type { JobRegistry } from './registry.js'
import type { Services } from './services.js'

export type WorkerDeps = { db: Database; services: Services; jobs: JobRegistry; stopping?: AbortSignal }

/**
 * Runs the jobs of one outbox row and closes it when all have done. Each runs even if another failed: a chat that is away
 * must not keep the books from being sealed. Throws what makes the queue try again, or not.
 */
export async function processOffer(deps: WorkerDeps, { workspaceId, outboxId }: Offer): Promise<void> {
  const scope: Scope = { workspaceId, actorId: null, via: 'job', reference: outboxId }
  const errand = await findErrand(deps.db, scope, outboxId)
  if (!errand || errand.doneAt) return
  const failures: AppError[] = []
  for (const job of deps.jobs.of(errand.kind)) {
    const log = deps.db.log.child({ job: job.name, outboxId })
    const context: JobContext = { ...deps, scope, log, kind: errand.kind, outboxId }
    try {
      await job.run(context, errand.data)
    } catch (thrown) {
      failures.push(logged(log, toAppError(thrown)))
    }
  }
  await settle(deps.db, scope, { id: outboxId, kind: errand.kind }, failures)
}

function logged(log: JobContext['log'], error: AppError): AppError {
  log[errorPolicy[error.code].log]({ err: error, detail: error.detail }, 'job failed')
  return error
}

/** What the errors' policy says: done, given up with the reason kept, or thrown so that the queue tries again. */
async function settle(
  db: Database,
  scope: Scope,
  { id, kind }: { id: string; kind: string },
  failures: readonly AppError[],
): Promise<void> {
  const worst = (job: 'retry' | 'fail') => failures.find((error) => errorPolicy[error.code].job === job)
  const retry = worst('retry')
  const failed = worst('fail')
  if (retry) {
    const [reason, said] = [reasonOf(retry), retry.userMessage]
    const givenUp = await noteAttempt(db, scope, id, { reason, said, awaited: isAwaited(kind) })
    throw givenUp ? new UnrecoverableError(reason) : retry
  }
  await closeErrand(db, scope, id, failed ? reasonOf(failed) : null)
  if (failed) throw new UnrecoverableError(reasonOf(failed))
}

/** The cause is what an operator needs; the sentence alone says "something went wrong". */
function reasonOf(error: AppError): string {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.code}: ${error.userMessage}${cause}`.slice(0, 1_000)
}
