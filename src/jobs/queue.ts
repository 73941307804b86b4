import { createPostgresBackend, type Job, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from '../lib/logger.js'

/** The payload of every queued job: ids alone, the data stands in the outbox. */
export type Offer = { workspaceId: string; outboxId: string }

/** Where jobs wait: the same Postgres (schema `bullmq`, login `daybook_queue`), or Redis. */
export type QueueBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string }

export type QueueHandle = {
  queue: Queue<Offer>
  /** Starts a worker; recovery after a crash takes about `lockDuration` (BullMQ's own default of 30 s is for longer jobs). */
  work(process: (job: Job<Offer>) => Promise<void>, concurrency: number): Worker<Offer>
  close(): Promise<void>
}

// The braces keep all keys of the queue in one slot of a Redis Cluster.
const NAME = 'daybook'
const PREFIX = '{daybook}'

export async function openQueue(backend: QueueBackend, log: Logger): Promise<QueueHandle> {
  const workers: Worker<Offer>[] = []
  const redis: Redis[] = []
  const quiet = (error: Error) => log.warn({ err: error }, 'queue connection')
  const settings = () => {
    if (backend.kind === 'postgres') {
      return { connection: { connectionString: backend.url, migrate: true, max: 6, application_name: 'daybook-queue' } }
    }
    // A worker's connection must wait for ever (BullMQ requires null here), through a restart of Redis too.
    const connection = new Redis(backend.url, { maxRetriesPerRequest: null })
    connection.on('error', quiet)
    redis.push(connection)
    return { connection, prefix: PREFIX }
  }
  const queue = makeQueue(backend, settings())
  queue.on('error', quiet)
  await queue.waitUntilReady()
  return {
    queue,
    work: (process, concurrency) => {
      const worker = makeWorker(backend, settings(), process, concurrency)
      worker.on('error', quiet)
      workers.push(worker)
      return worker
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()))
      await queue.close()
      for (const connection of redis) connection.disconnect()
    },
  }
}

type Settings = { connection: never; prefix?: string }

function makeQueue(backend: QueueBackend, settings: object): Queue<Offer> {
  const options = {
    ...(settings as Settings),
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: { age: 86_400 },
      attempts: 8,
      backoff: { type: 'exponential', delay: 500 },
    },
  }
  return backend.kind === 'postgres'
    ? new Queue<Offer>(NAME, options, createPostgresBackend as never)
    : new Queue<Offer>(NAME, options)
}

function makeWorker(
  backend: QueueBackend,
  settings: object,
  process: (job: Job<Offer>) => Promise<void>,
  concurrency: number,
): Worker<Offer> {
  const options = {
    ...(settings as Settings),
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 5,
  }
  return backend.kind === 'postgres'
    ? new Worker<Offer>(NAME, process, options, createPostgresBackend as never)
    : new Worker<Offer>(NAME, process, options)
}
