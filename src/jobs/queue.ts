import { createPostgresBackend, type Job, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from '../lib/logger.js'
import { isWiped, makeMender } from './mend-queue.js'

/** The payload of every queued job: ids alone, the data stands in the outbox. */
export type Offer = { workspaceId: string; outboxId: string }

/** Where jobs wait: the same Postgres (schema `bullmq`, login `daybook_queue`), or Redis under a prefix. */
export type QueueBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string; prefix?: string }

export type QueueHandle = {
  /** BullMQ's own, for its board. */
  queue: Queue<Offer>
  /** Adds jobs, each under its outbox id; what is queued already stays as it is. */
  offer(offers: readonly Offer[]): Promise<void>
  /** Puts a job that the queue holds as failed back to work; an id that it doesn't hold as failed is left alone. */
  revive(outboxId: string): Promise<void>
  /** Starts a worker; recovery after a crash takes about `lockDuration` (BullMQ's own default of 30 s is for longer jobs). */
  work(process: (offer: Offer) => Promise<void>, concurrency: number): Worker<Offer>
  close(): Promise<void>
}

/** How often the queue itself tries a job before the outbox takes over (worker.ts): 0.5, 1, 2 … 32 s apart, about a minute. */
export const QUEUE_ATTEMPTS = 8

const NAME = 'daybook'
// The braces keep all keys of the queue in one slot of a Redis Cluster.
const PREFIX = '{daybook}'

type Settings = { connection: never; prefix?: string }

/**
 * Opens the queue on either backend. Both may be wiped at any moment: in Redis there is nothing to be mended, in Postgres
 * BullMQ makes its schema at start-up alone, so a schema that is gone is made again here as soon as anything misses it.
 */
export async function openQueue(backend: QueueBackend, log: Logger): Promise<QueueHandle> {
  const workers: Worker<Offer>[] = []
  const connections: Redis[] = []
  const mend = makeMender(backend.kind === 'postgres' ? backend.url : null, log)
  const settings = (maxRetriesPerRequest: number | null): Settings => {
    if (backend.kind === 'postgres') {
      const connection = { connectionString: backend.url, migrate: true, max: 6, application_name: 'daybook-queue' }
      return { connection: connection as never }
    }
    const connection = new Redis(backend.url, { maxRetriesPerRequest })
    connection.on('error', (error) => log.warn({ err: error }, 'queue connection'))
    connections.push(connection)
    return { connection: connection as never, prefix: backend.prefix ?? PREFIX }
  }
  // The relay is better told that Redis is away than left waiting: it asks again.
  const queue = makeQueue(backend, settings(1))
  queue.on('error', mend.heard)
  // A Redis that is away says so in the log and keeps nobody from working: the relay goes on when it comes back.
  if (backend.kind === 'postgres') await queue.waitUntilReady()
  return {
    queue,
    offer: (offers) => mend.around(async () => void (await queue.addBulk(offers.map(jobOf)))),
    revive: (outboxId) => mend.around(() => revive(queue, outboxId)),
    work: (process, concurrency) => {
      // A worker waits for ever (BullMQ requires null here), through a restart of Redis too.
      const worker = makeWorker(backend, settings(null), (job) => process(job.data), concurrency)
      worker.on('error', (error) => (isWiped(error) ? void pausedWhile(worker, mend.now) : mend.heard(error)))
      workers.push(worker)
      return worker
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()))
      await queue.close()
      for (const connection of connections) connection.disconnect()
    },
  }
}

const jobOf = (offer: Offer) => ({ name: 'outbox', data: offer, opts: { jobId: offer.outboxId } })

async function revive(queue: Queue<Offer>, outboxId: string): Promise<void> {
  const held = await queue.getJob(outboxId)
  if (held && (await held.isFailed())) await held.retry()
}

/** A worker asks again at once after an error: without a pause it would do so thousands of times until the schema is back. */
async function pausedWhile(worker: Worker<Offer>, work: () => Promise<void>): Promise<void> {
  if (worker.isPaused()) return
  await worker.pause(true)
  await work()
  if (!worker.closing) await worker.resume()
}

function makeQueue(backend: QueueBackend, settings: Settings): Queue<Offer> {
  const options = {
    ...settings,
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: { age: 86_400 },
      attempts: QUEUE_ATTEMPTS,
      backoff: { type: 'exponential', delay: 500 },
    },
  }
  return backend.kind === 'postgres'
    ? new Queue<Offer>(NAME, options, createPostgresBackend as never)
    : new Queue<Offer>(NAME, options)
}

function makeWorker(
  backend: QueueBackend,
  settings: Settings,
  process: (job: Job<Offer>) => Promise<void>,
  concurrency: number,
): Worker<Offer> {
  const options = { ...settings, concurrency, lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5 }
  return backend.kind === 'postgres'
    ? new Worker<Offer>(NAME, process, options, createPostgresBackend as never)
    : new Worker<Offer>(NAME, process, options)
}
