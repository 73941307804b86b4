import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Database } from '../../../src/db/database.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { createWorkspace } from '../../../src/domain/people/create-workspace.js'
import type { Job } from '../../../src/jobs/define-job.js'
import { openQueue, type QueueBackend, type QueueHandle } from '../../../src/jobs/queue.js'
import { buildJobs } from '../../../src/jobs/registry.js'
import { pokeAfterCommit } from '../../../src/jobs/relay.js'
import { startJobs } from '../../../src/jobs/start-jobs.js'
import { type Clock, systemClock } from '../../../src/lib/clock.js'
import { freshDatabase, type TestDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'
import { freshRedis } from '../../support/redis.js'
import { quietServices } from '../../support/services.js'

export const BACKENDS = ['postgres', 'redis'] as const

export type OutboxRow = { kind: string; attempts: number; lastError: string | null; doneAt: Date | null }

/** `onFinished`: the context's own `onTestFinished`, which tests that run at the same time must give. */
type StartOptions = { pollMs?: number; staleMs?: number; dueMs?: number; onFinished?: typeof onTestFinished }

/** A company on a database of its own, with a queue on one of the backends. */
export type JobWorld = {
  db: Database
  database: TestDatabase
  scope: Scope
  backend: QueueBackend
  /** Opens the queue and starts the role `jobs` with these jobs; both end with the test. */
  start(jobs: readonly Job[], options?: StartOptions): Promise<QueueHandle>
  /** Writes an outbox row in a business transaction; answers its id. */
  ask(kind: string, data?: Record<string, unknown>, dueAt?: Date): Promise<string>
  row(id: string): Promise<OutboxRow | undefined>
}

export async function jobWorld(
  kind: (typeof BACKENDS)[number],
  { clock = systemClock, redisUrl }: { clock?: Clock; redisUrl?: string } = {},
): Promise<JobWorld> {
  const database = await freshDatabase()
  const db = openTestDatabase(database, clock)
  pokeAfterCommit(db)
  const scope: Scope = { workspaceId: await newCompany(db), actorId: null, via: 'terminal' }
  const backend: QueueBackend =
    kind === 'postgres'
      ? { kind, url: database.url('daybook_queue') }
      : { kind, ...(redisUrl ? { url: redisUrl } : await freshRedis()) }
  return {
    db,
    database,
    scope,
    backend,
    start: async (jobs, { onFinished = onTestFinished, ...options } = {}) => {
      const queue = await openQueue(backend, db.log)
      const stop = await startJobs({ db, queue, services: quietServices, jobs: buildJobs(jobs), ...options })
      onFinished(async () => {
        await stop()
        await queue.close()
      })
      return queue
    },
    ask: async (kind, data = {}, dueAt) => {
      await inWorkspace(db, scope, (tx) => tx.outbox(kind, data, dueAt))
      const [last] = await readWorkspace(
        db,
        scope,
        ({ sql }) => sql<{ id: string }[]>`select id from outbox where kind = ${kind} order by id desc limit 1`,
      )
      return last?.id ?? ''
    },
    row: (id) =>
      readWorkspace(db, scope, async ({ sql }) => {
        const [row] = await sql<OutboxRow[]>`
          select kind, attempts, last_error as "lastError", done_at as "doneAt" from outbox where id = ${id}`
        return row
      }),
  }
}

/** A company to do things for; answers its id. */
export const newCompany = (db: Database): Promise<string> =>
  createWorkspace(db, {
    name: 'Lindenhof',
    slug: `jobs-${randomUUID().slice(0, 8)}`,
    baseCurrency: 'EUR',
    country: 'DE',
    simulated: true,
  })
