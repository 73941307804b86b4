import type { z } from 'zod'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { invalid } from '../lib/errors.js'
import type { Logger } from '../lib/logger.js'
import type { Services } from './services.js'

/** What a job is given for one outbox row. */
export type JobContext = {
  readonly db: Database
  readonly services: Services
  readonly scope: Scope
  readonly log: Logger
  /** The process is about to end: what takes long breaks off and throws `unavailable`, and is done again later. */
  readonly stopping?: AbortSignal | undefined
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

/** A job that says what the data of its rows look like, and is given them as that. */
type Declared<T> = Omit<Job, 'run'> & { data: z.ZodType<T>; run(context: JobContext, data: T): Promise<void> }

export function defineJob<T>(job: Declared<T>): Job
export function defineJob(job: Job): Job
export function defineJob<T>({ data: shape, ...job }: Declared<T> | (Job & { data?: never })): Job {
  if (shape === undefined) return job as Job
  return { ...job, run: (context, data) => (job as Declared<T>).run(context, readData(shape, data, context.kind)) }
}

/** A row of an earlier version, or of a later one, may look different: it is given up with that as its reason, and not tried for days. */
function readData<T>(shape: z.ZodType<T>, data: unknown, kind: string): T {
  const read = shape.safeParse(data)
  if (read.success) return read.data
  throw invalid(`The errand ${kind} was written by another version of Daybook, and can’t be read.`, {
    issues: read.error.issues,
  })
}

const MINUTE = 60_000

/** Whole multiples of so many minutes since 1970 (UTC), `offset` minutes later: every quarter of an hour, every day at 03:10. */
export const every =
  (minutes: number, offset = 0): Schedule['next'] =>
  (after) => {
    const step = minutes * MINUTE
    const shift = offset * MINUTE
    return new Date((Math.floor((after.getTime() - shift) / step) + 1) * step + shift)
  }
