import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config.js'
import { type Database, openDatabase } from './db/database.js'
import { startEmbeddedPostgres } from './db/embedded-postgres.js'
import { migrate } from './db/migrate.js'
import { loginUrl } from './db/roles.js'
import type { QueueBackend } from './jobs/queue.js'
import { type Clock, systemClock } from './lib/clock.js'
import { type DatabaseKind, refuseOtherDatabase, rememberDatabase } from './lib/home-database.js'
import { homeKey } from './lib/home-key.js'
import { randomIds } from './lib/ids.js'
import { makeLogger } from './lib/logger.js'
import type { Redacted } from './lib/redacted.js'
import { readSecretKey, type SecretKey } from './lib/secret-box.js'
import type { MailFiles } from './mail/files/mail-files.js'
import { openMailFiles, placeMark } from './mail-files.js'

/** An installation's data, ready to be used: the server is up, the migrations are in, the logins are the service's own. */
export type Store = {
  db: Database
  key: Redacted
  /** The same, as secrets in the database are sealed with it. */
  secretKey: SecretKey
  home: string
  mailFiles: MailFiles
  queue: QueueBackend
  /** Each step with its time, for whoever shows progress. */
  close(): Promise<void>
}

export type StoreOptions = {
  onProgress?: (step: string, ms: number) => void
  clock?: Clock
  /** A database beside the home's own, such as one that is still being filled: the home doesn't remember it. */
  isBeside?: boolean
}

const EMBEDDED_DATABASE = 'daybook'

/** Whether a company may be there: nothing is made to find out. */
export const isThere = ({ databaseUrl, home }: Config): boolean =>
  databaseUrl !== undefined || existsSync(path.join(home, 'postgres'))

export const kindOf = ({ databaseUrl }: Config): DatabaseKind => (databaseUrl ? 'server' : 'embedded')

/** Opens DATABASE_URL, or else the embedded Postgres of the home, and brings its schema up to date. */
export async function openStore(config: Config, options: StoreOptions = {}): Promise<Store> {
  const onProgress = options.onProgress ?? (() => undefined)
  // Before a key is made for a home that is refused.
  if (!options.isBeside) await refuseOtherDatabase(config.home, kindOf(config))
  const key = config.key ?? (await homeKey(config.home))
  const server = await openServer(config, onProgress)
  try {
    const start = performance.now()
    // A key that this home made by itself must not lock out the machines that share a server and were given theirs.
    const mayRekey = config.key !== undefined || config.databaseUrl === undefined
    const applied = await migrate({ adminUrl: server.adminUrl, key: key.reveal(), mayRekey })
    if (applied.length > 0) onProgress(`apply ${applied.length} migrations`, performance.now() - start)
    if (!options.isBeside) await rememberDatabase(config.home, kindOf(config))
    const login = (role: 'daybook_app' | 'daybook_reader' | 'daybook_queue') =>
      loginUrl(server.adminUrl, key.reveal(), role)
    const db = openDatabase({
      appUrl: login('daybook_app'),
      readerUrl: login('daybook_reader'),
      clock: options.clock ?? systemClock,
      ids: randomIds,
      log: makeLogger(config.logLevel),
      mark: placeMark(config),
    })
    return {
      db,
      key,
      secretKey: readSecretKey(key.reveal()),
      home: config.home,
      mailFiles: openMailFiles(config),
      queue: config.redisUrl
        ? { kind: 'redis', url: config.redisUrl.reveal() }
        : { kind: 'postgres', url: login('daybook_queue') },
      close: async () => {
        await db.close()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The server alone, as it is: nothing is made in it or brought up to date. */
export async function openServer(
  config: Config,
  onProgress: (step: string, ms: number) => void,
): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  if (config.databaseUrl) return { adminUrl: config.databaseUrl.reveal(), stop: async () => undefined }
  const embedded = await startEmbeddedPostgres({ home: config.home, onProgress })
  const url = new URL(embedded.adminUrl)
  url.pathname = `/${EMBEDDED_DATABASE}`
  return { adminUrl: url.href, stop: embedded.stop }
}
