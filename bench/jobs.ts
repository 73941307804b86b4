import path from 'node:path'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { startRedis } from '../scripts/services/redis.js'
import type { Database } from '../src/db/database.js'
import { inWorkspace } from '../src/db/in-workspace.js'
import type { Scope } from '../src/db/scope.js'
import { defineJob } from '../src/jobs/define-job.js'
import { openQueue, type QueueBackend } from '../src/jobs/queue.js'
import { buildJobs } from '../src/jobs/registry.js'
import { pokeAfterCommit, type Relay, startRelay } from '../src/jobs/relay.js'
import { noChat, type Services } from '../src/jobs/services.js'
import { processOffer } from '../src/jobs/worker.js'
import { readSecretKey } from '../src/lib/secret-box.js'
import { onDisk } from '../src/mail/files/disk.js'
import { type Bench, type Finding, medians, piecesPerSecond, ratioOf, takeTurns, timed } from './harness.js'
import { newCompany, type Stage } from './stage.js'

const ROUNDS = 3
const JOBS = 600
/** Redis alone is through with six hundred before it is warm. */
const BARE_JOBS = { postgres: 600, redis: 6_000 }
const CLIENTS = 8
/** Jobs at a time, as the service has it. */
const CONCURRENCY = 10
const KIND = 'bench.nothing'

/**
 * A job's whole way: asked for by a business transaction, relayed, queued, run, its outbox row closed. `one by one`: as many
 * transactions as jobs, each adding one. `drained`: all are asked for beforehand, as after an import or a standstill. Against
 * BullMQ alone, given the same jobs in the same way.
 */
export const jobs: Bench = {
  name: 'jobs',
  run: async (stage) => {
    const { db, queueUrl } = await stage.openDatabase()
    const scope = await newCompany(db)
    pokeAfterCommit(db)
    const redis = await startRedis({
      dir: path.join(stage.dir, 'redis'),
      cacheDir: path.resolve(stage.dir, '../redis'),
    })
    stage.onStop(redis.stop)
    const backends: QueueBackend[] = [
      { kind: 'postgres', url: queueUrl },
      { kind: 'redis', url: redis.url },
    ]
    const findings: Finding[] = []
    for (const backend of backends)
      for (const way of ['one by one', 'drained'] as const)
        findings.push(await compare({ stage, db, scope, backend, way }))
    return findings
  },
}

type Trial = { stage: Stage; db: Database; scope: Scope; backend: QueueBackend; way: 'one by one' | 'drained' }

async function compare(trial: Trial): Promise<Finding> {
  const rates = await takeTurns(ROUNDS, { daybook: () => throughOutbox(trial), 'bare BullMQ': () => bare(trial) })
  return {
    what: `jobs ${trial.way}, queue on ${trial.backend.kind === 'postgres' ? 'Postgres' : 'Redis'}`,
    unit: 'jobs/s',
    figures: medians(rates),
    ratio: ratioOf(rates.daybook, rates['bare BullMQ']),
    goal: '≥ 0.5 of bare BullMQ',
  }
}

async function throughOutbox({ stage, db, scope, backend, way }: Trial): Promise<number> {
  const all = countdown(JOBS)
  const job = defineJob({ name: 'bench', summary: 'Counts', on: [KIND], run: async () => all.one() })
  const deps = { db, services: servicesOf(stage), jobs: buildJobs([job]) }
  if (way === 'drained') await askAtOnce(db, scope)
  const queue = await openQueue(backend, db.log)
  queue.work((offer) => processOffer(deps, offer), CONCURRENCY)
  let relay: Relay | undefined
  try {
    const ms = await timed(async () => {
      relay = await startRelay({ db, queue })
      if (way === 'one by one')
        await piecesPerSecond(CLIENTS, JOBS, () => inWorkspace(db, scope, (tx) => tx.outbox(KIND, {})))
      await all.done
    })
    return (JOBS / ms) * 1000
  } finally {
    await relay?.stop()
    await queue.close()
  }
}

const askAtOnce = (db: Database, scope: Scope): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    const row = () => ({ workspaceId: scope.workspaceId, id: tx.newId(), kind: KIND, data: {}, dueAt: tx.now })
    await tx.prisma.outbox.createMany({ data: Array.from({ length: JOBS }, row) })
  })

const servicesOf = (stage: Stage): Services => ({
  chat: noChat,
  key: readSecretKey(stage.key),
  mailFiles: onDisk(stage.dir),
  smtpUrl: undefined,
  mailFrom: undefined,
  insecureMail: false,
  catalog: { commands: new Map(), kinds: new Map() },
})

/** Jobs that do nothing, added one by one by as many clients or all at once, run by a worker that does nothing. */
async function bare({ backend, way }: Trial): Promise<number> {
  const count = BARE_JOBS[backend.kind]
  const all = countdown(count)
  const isRedis = backend.kind === 'redis'
  const connections = isRedis ? [1, 2].map(() => new Redis(backend.url, { maxRetriesPerRequest: null })) : []
  const connection = (n: number) => ({
    connection: (isRedis ? connections[n] : { connectionString: backend.url, migrate: true, max: 6 }) as never,
  })
  const make = isRedis ? undefined : (createPostgresBackend as never)
  const queue = new Queue('bench-bare', connection(0), make)
  const worker = new Worker('bench-bare', async () => all.one(), { ...connection(1), concurrency: CONCURRENCY }, make)
  const options = { removeOnComplete: true }
  try {
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()])
    const ms = await timed(async () => {
      if (way === 'one by one') await piecesPerSecond(CLIENTS, count, (n) => queue.add('job', { n }, options))
      else await queue.addBulk(Array.from({ length: count }, (_, n) => ({ name: 'job', data: { n }, opts: options })))
      await all.done
    })
    return (count / ms) * 1000
  } finally {
    await worker.close()
    await queue.close()
    for (const each of connections) each.disconnect()
  }
}

/** `done` resolves when `one` has been called so many times. */
function countdown(from: number): { one(): void; done: Promise<void> } {
  let left = from
  let finish: () => void = () => undefined
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return {
    one: () => {
      left -= 1
      if (left === 0) finish()
    },
    done,
  }
}
