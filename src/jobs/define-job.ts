import type { Database } from '../db/database.js'
import type { Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import type { Logger } from '../lib/logger.js'
import type { Services } from './services.js'

/** What a job is given for one outbox row. */
export type JobContext = {
  readonly db: Database
  readonly services: Services
  readonly scope: Scope
  readonly log: Logger
  /** The outbox row's kind, one of the job's `on`. */
  readonly kind: string
  /** The outbox row that asked for it: the natural idempotency key of whatever the job does. */
  readonly outboxId: string
  /** A business transaction that also closes the outbox row: the work and its being done are one commit. */
  finish<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/**
 * A job: what happens, some time after the commit, because of an outbox row of one of these kinds. It may run more than
 * once and must come to the same. A kind may have several jobs; they run in order of name.
 */
export type Job = {
  name: string
  summary: string
  /** Outbox kinds, e.g. `invoice.issued`. */
  on: readonly string[]
  run(context: JobContext, data: Record<string, unknown>): Promise<void>
  /** A business schedule: the instant of the next run after `after`. Kept in `routing.due`, one row a workspace. */
  next?: (after: Date) => Date
}

export const defineJob = (job: Job): Job => job
