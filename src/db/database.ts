import { randomBytes } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import postgres from 'postgres'
import { PrismaClient } from '../generated/prisma/client.js'
import type { Clock } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import type { Logger } from '../lib/logger.js'
import { SILENT_TRANSACTION_MS } from './end-silent.js'
import { type Lane, makeLane } from './lane.js'
import { oneSocket } from './one-socket.js'
import { type Sql, sqlTypes } from './sql-types.js'
import { statementNames } from './statement-names.js'

const IDLE_S = 30
/** Connections of each way that a crowd finds open; where it needs another, that opens beside them. */
const READY = 3
/** A company that there is not. */
const NONE = '00000000-0000-7000-8000-000000000000'

/** The two lanes to Postgres, with the clock and the id source that every use case takes from here. */
export type Database = {
  /** Records change through this (login `daybook_app`). */
  readonly prisma: PrismaClient
  /** Bulk is loaded through this (login `daybook_app`). */
  readonly loading: Lane
  /** Sets are read through this (login `daybook_reader`, which may write nothing). */
  readonly reading: Lane
  /** Single statements before the wall, by the same two logins: routes, leases, what is due. */
  readonly sql: Sql
  readonly reader: Sql
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  /** Called after a commit that wrote to the outbox; the relay replaces it. Debounced by the relay, never awaited. */
  poke: () => void
  /** Opens connections before they are needed, for who answers people: a crowd that comes at once would wait for each of them. */
  warm(): Promise<void>
  close(): Promise<void>
}

export type DatabaseOptions = {
  appUrl: string
  readerUrl: string
  clock: Clock
  ids: Ids
  log: Logger
  /** What other processes on this database can know it by, in its sessions' names: hexadecimal, without a space. */
  mark?: string
  /** Connections at most of each way: Prisma's, loading, reading; a few more are for single statements. */
  poolSize?: number
}

/** What a session loads and plans at its first search takes a tenth of a second, which nobody should wait for; it finds nothing here. */
const searched = (lane: Lane): Promise<unknown> =>
  lane.transaction({ begin: 'begin read only', isRead: true }, async (sql) => {
    await sql`select set_config('daybook.workspace', ${NONE}, true)`
    return sql`select from search.find('any', '[{"kinds": ["thread", "contact"]}]', 1)`
  })

/** Of this opening's sessions: `daybook`, the mark or a dash, and what no other opening has. */
const sessionName = (mark?: string): string => `daybook ${mark || '-'} ${randomBytes(4).toString('hex')}`

export function openDatabase(options: DatabaseOptions): Database {
  const max = options.poolSize ?? 8
  const application = sessionName(options.mark)
  const pool = new pg.Pool({
    connectionString: options.appUrl,
    max,
    application_name: application,
    idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS,
    // Whatever the server's own default is. Said with each transaction it would cost each of them a round trip.
    options: '-c default_transaction_isolation=read\\ committed',
    idleTimeoutMillis: IDLE_S * 1000,
  })
  // A pool without this listener ends the process when the server closes an idle connection.
  pool.on('error', (error) => options.log.warn({ err: error }, 'idle database connection lost'))
  // The pool is ended here and not by Prisma: asked later by a straggler, that would open another one, which nobody ends.
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }) })
  const connect = (url: string, options: Parameters<typeof postgres>[1]): Sql =>
    postgres(url, {
      idle_timeout: IDLE_S,
      onnotice: () => undefined,
      types: sqlTypes,
      connection: { application_name: application, idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS },
      ...options,
    }) as Sql
  const lane = (url: string): Lane =>
    makeLane((onclose) => connect(url, { ...oneSocket(), max: 1, onclose, idle_timeout: 0, max_lifetime: 0 }), max)
  const sql = connect(options.appUrl, { max })
  const reader = connect(options.readerUrl, { max: 2 })
  const loading = lane(options.appUrl)
  const reading = lane(options.readerUrl)
  return {
    prisma,
    loading,
    reading,
    sql,
    reader,
    clock: options.clock,
    ids: options.ids,
    log: options.log,
    poke: () => undefined,
    warm: async () => {
      // At once, so that each has a connection of its own.
      const each = (ask: () => Promise<unknown>) => Array.from({ length: READY }, ask)
      const opened = each(() => loading.borrow((sql) => sql`select 1`))
      await Promise.all([...each(() => pool.query('select 1')), ...opened, ...each(() => searched(reading))])
    },
    close: async () => {
      const direct = [sql, reader].map((pool) => pool.end({ timeout: 5 }))
      await Promise.all([prisma.$disconnect(), loading.end(), reading.end(), ...direct])
      if (!pool.ending) await pool.end()
    },
  }
}
