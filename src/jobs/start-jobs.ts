import { setMaxListeners } from 'node:events'
import type { Database } from '../db/database.js'
import { endSilent } from '../db/end-silent.js'
import { pause } from '../lib/pause.js'
import { type Stop, stopAll } from '../lib/stop.js'
import { ensureSchedules, runDue } from './due.js'
import type { QueueHandle } from './queue.js'
import { type JobRegistry, loadJobs } from './registry.js'
import { startRelay } from './relay.js'
import type { Services } from './services.js'
import { processOffer } from './worker.js'

export type JobsOptions = {
  db: Database
  queue: QueueHandle
  services: Services
  /** Default: all that are declared. */
  jobs?: JobRegistry
  concurrency?: number
  /** How often schedules are looked at. */
  dueMs?: number
  /** Of the relay. */
  pollMs?: number
  staleMs?: number
}

/** The role `jobs`: relay, worker and schedules. */
export async function startJobs(options: JobsOptions): Promise<Stop> {
  const { db, queue, services, pollMs, staleMs } = options
  const jobs = options.jobs ?? (await loadJobs())
  const ending = new AbortController()
  const deps = { db, services, jobs, stopping: ending.signal }
  setMaxListeners(0, ending.signal)
  const worker = queue.work((offer) => processOffer(deps, offer), options.concurrency ?? 10)
  const relay = await startRelay({ db, queue, ...(pollMs && { pollMs }), ...(staleMs && { staleMs }) })
  const stopSchedules = keepSchedules(db, jobs, options.dueMs ?? 5_000)
  return () => {
    ending.abort()
    return stopAll([() => worker.close(), relay.stop, stopSchedules])
  }
}

/** What a process that fell silent holds. */
async function freeSilent(db: Database): Promise<void> {
  const ended = await endSilent(db.sql)
  if (ended > 0) db.log.warn({ ended }, 'transactions ended whose processes were silent')
}

/** Looks at once, so that what fell due while nothing ran is caught up, and then again and again, one look at a time. */
function keepSchedules(db: Database, jobs: JobRegistry, dueMs: number): Stop {
  const stopping = new AbortController()
  const look = async () => {
    await ensureSchedules(db, jobs)
    await runDue(db, jobs)
  }
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => db.log.warn({ err: error }, 'schedules; will try again'))
      await freeSilent(db).catch((error: unknown) => db.log.warn({ err: error }, 'silent sessions; will try again'))
      await pause(dueMs, stopping.signal)
    }
  })()
  return async () => {
    stopping.abort()
    await running
  }
}
