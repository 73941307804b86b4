import path from 'node:path'
import postgres from 'postgres'
import { type Database, openDatabase } from '../src/db/database.js'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.js'
import { migrate } from '../src/db/migrate.js'
import { loginUrl } from '../src/db/roles.js'
import type { Scope } from '../src/db/scope.js'
import { foundCompany } from '../src/domain/found-company.js'
import { type Clock, systemClock } from '../src/lib/clock.js'
import { randomIds } from '../src/lib/ids.js'
import { makeLogger } from '../src/lib/logger.js'
import { type Stop, stopAll } from '../src/lib/stop.js'

/** The servers of one run: a Postgres of its own, durable as a company's, and whatever a bench starts on top. */
export type Stage = {
  /** Files that may stay for the next run. */
  dir: string
  /** The key that logins and secrets of this run derive from. */
  key: string
  /** A new, empty database; dropped at the end. The superuser's address. */
  emptyDatabase(): Promise<string>
  /** A new, migrated database, and the service's way into it; what time it is there, unless the machine's. */
  openDatabase(options?: { clock?: Clock }): Promise<BenchDatabase>
  onStop(stop: Stop): void
  stop(): Promise<void>
}

export type BenchDatabase = { db: Database; adminUrl: string; appUrl: string; queueUrl: string }

export async function openStage(dir: string): Promise<Stage> {
  const server = await startEmbeddedPostgres({ home: dir })
  const stops: Stop[] = [server.stop]
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  stops.push(() => admin.end())
  const key = Buffer.alloc(32, 'bench').toString('base64')
  let made = 0

  const emptyDatabase = async () => {
    const name = `bench_${process.pid}_${++made}`
    await admin`create database ${admin(name)}`
    stops.push(async () => void (await admin`drop database if exists ${admin(name)} with (force)`))
    const url = new URL(server.adminUrl)
    url.pathname = `/${name}`
    return url.href
  }

  return {
    dir,
    key,
    emptyDatabase,
    openDatabase: async ({ clock = systemClock } = {}) => {
      const adminUrl = await emptyDatabase()
      await migrate({ adminUrl, key })
      const appUrl = loginUrl(adminUrl, key, 'daybook_app')
      const db = openDatabase({
        appUrl,
        readerUrl: loginUrl(adminUrl, key, 'daybook_reader'),
        clock,
        ids: randomIds,
        log: makeLogger('error'),
      })
      stops.push(db.close)
      return { db, adminUrl, appUrl, queueUrl: loginUrl(adminUrl, key, 'daybook_queue') }
    },
    onStop: (stop) => stops.push(stop),
    stop: () => stopAll(stops),
  }
}

/** Where a stage keeps its cluster and what was unpacked: the second run finds them. */
export const stageDir = path.resolve(import.meta.dirname, '../.cache/bench')

let companies = 0

/** A company with open books of this year. */
export async function newCompany(db: Database): Promise<Scope> {
  const slug = `bench-${++companies}`
  const workspaceId = await foundCompany(db, {
    company: { name: 'Bench', slug, baseCurrency: 'EUR', country: 'DE', timeZone: 'UTC', simulated: true },
    years: [db.clock.now().getUTCFullYear()],
  })
  return { workspaceId, actorId: null, via: 'setup' }
}
