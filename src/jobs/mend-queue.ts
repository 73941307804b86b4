import { setTimeout as pause } from 'node:timers/promises'
import { runMigrations } from 'bullmq'
import pg from 'pg'
import type { Logger } from '../lib/logger.js'

/** SQLSTATEs of a schema that is gone: undefined_table, invalid_schema_name, undefined_function. */
const GONE = new Set(['42P01', '3F000', '42883'])
const RETRY_MS = 1_000

/** Whether an error of the queue says that its schema was dropped under it. */
export const isWiped = (error: unknown): boolean => GONE.has(String((error as { code?: unknown }).code))

export type Mender = {
  /** Takes an error that nobody waits for. */
  heard(error: Error): void
  /** Makes the schema again; resolves when it is there. Several callers share one attempt. */
  now(): Promise<void>
  /** Does something with the queue, once more after mending when the schema was gone. */
  around<T>(work: () => Promise<T>): Promise<T>
}

/** `postgresUrl` is null for a queue that makes itself again. */
export function makeMender(postgresUrl: string | null, log: Logger): Mender {
  let mending: Promise<void> | undefined
  const now = (): Promise<void> => {
    if (postgresUrl === null) return Promise.resolve()
    mending ??= mend(postgresUrl, log).finally(() => {
      mending = undefined
    })
    return mending
  }
  return {
    heard: (error) => {
      if (isWiped(error)) void now()
      else log.warn({ err: error }, 'queue')
    },
    now,
    around: async (work) => {
      try {
        return await work()
      } catch (error) {
        if (!isWiped(error)) throw error
        await now()
        return await work()
      }
    },
  }
}

/** As long as it takes: without the schema nothing can be queued anyway, and the outbox keeps what there is to do. */
async function mend(url: string, log: Logger): Promise<void> {
  log.warn('the queue was wiped; making it again')
  for (;;) {
    try {
      return await migrateOnce(url)
    } catch (error) {
      log.error({ err: error }, 'the queue can not be made again; will try again')
      await pause(RETRY_MS, undefined, { ref: false })
    }
  }
}

async function migrateOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'daybook-queue' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await runMigrations(client)
  } finally {
    await client.end()
  }
}
