import type { Database } from '../db/database.js'
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
}

/**
 * A job: what happens, some time after the commit, because of an outbox row of one of these kinds. It may run more than
 * once, and twice at the same time, and must come to the same. Several jobs of a kind run in order of name, each whether or
 * not the others failed; the row is done when all are.
 */
export type Job = {
  name: string
  summary: string
  /** Outbox kinds, e.g. `invoice.issued`. */
  on: readonly string[]
  run(context: JobContext, data: Record<string, unknown>): Promise<void>
  /** A row of this kind (one of `on`) comes by itself, too. */
  schedule?: Schedule
}

/** A business schedule, kept in `routing.due`, one row a workspace. */
export type Schedule = {
  kind: string
  /** The first instant after `after`. */
  next(after: Date): Date
}

export const defineJob = (job: Job): Job => job

const MINUTE = 60_000

/** Whole multiples of so many minutes since 1970 (UTC), `offset` minutes later: every quarter of an hour, every day at 03:10. */
export const every =
  (minutes: number, offset = 0): Schedule['next'] =>
  (after) => {
    const step = minutes * MINUTE
    const shift = offset * MINUTE
    return new Date((Math.floor((after.getTime() - shift) / step) + 1) * step + shift)
  }
