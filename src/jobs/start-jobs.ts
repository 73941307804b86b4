import type { Database } from '../db/database.js'
import { type Stop, stopAll } from '../lib/stop.js'
import { ensureSchedules, runDue } from './due.js'
import type { QueueHandle } from './queue.js'
import { loadJobs } from './registry.js'
import { startRelay } from './relay.js'
import type { Services } from './services.js'
import { processOffer } from './worker.js'

export type JobsOptions = { db: Database; queue: QueueHandle; services: Services; concurrency?: number; dueMs?: number }

/** The role `jobs`: relay, worker and schedules. */
export async function startJobs(options: JobsOptions): Promise<Stop> {
  const { db, queue, services } = options
  const jobs = await loadJobs()
  await ensureSchedules(db, jobs)
  const worker = queue.work((job) => processOffer({ db, services, jobs }, job.data), options.concurrency ?? 10)
  const relay = await startRelay({ db, queue })
  const schedules = setInterval(() => {
    ensureSchedules(db, jobs)
      .then(() => runDue(db, jobs))
      .catch((error: unknown) => db.log.warn({ err: error }, 'schedules; will try again'))
  }, options.dueMs ?? 5_000)
  return () => stopAll([() => worker.close(), relay.stop, async () => clearInterval(schedules)])
}
