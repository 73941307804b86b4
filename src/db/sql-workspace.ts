import type { PendingQuery, Row } from 'postgres'
import type { Database } from './database.js'
import type { Lane } from './lane.js'
import type { Scope } from './scope.js'
import type { Sql, SqlTransaction } from './sql-types.js'
import { fromDatabase } from './sqlstate.js'

/** A piece of SQL with its parameters, to be put into a statement. */
export type SqlPart = PendingQuery<Row[]>

/** What a set-based read or load is given: `sql` inside one transaction of the workspace. */
export type SqlScope = { readonly sql: SqlTransaction; readonly scope: Scope; readonly now: Date }

/** Reads sets in one read-only transaction as `daybook_reader`, with one snapshot for all its statements. */
export const readWorkspace = <T>(db: Database, scope: Scope, work: (read: SqlScope) => Promise<T>): Promise<T> =>
  run(db, scope, { ...READ, lane: db.reading }, work)

/**
 * Reads what one person asked for, as `readWorkspace` does. A card is a dozen statements that join many tables for few rows: to plan
 * one takes up to ten times as long as to run it, which Postgres doesn't reckon with, so their plans are kept. What goes through
 * many rows says `plannedForValues` first.
 */
export const askWorkspace = <T>(db: Database, scope: Scope, work: (read: SqlScope) => Promise<T>): Promise<T> =>
  run(db, scope, { ...READ, plans: 'force_generic_plan', lane: db.reading }, work)

/** A part of a statement, by which what comes after it in its transaction is planned for its values. */
export const plannedForValues = ({ sql }: SqlScope) => sql`set_config('plan_cache_mode', 'auto', true)`

/**
 * Loads sets in one transaction as `daybook_app`: backfills, imports, journal loads. Its statements are planned for what they
 * are given: a plan kept from when the tables were empty reads them from end to end once they are full.
 */
export const bulkWorkspace = <T>(db: Database, scope: Scope, work: (bulk: SqlScope) => Promise<T>): Promise<T> =>
  run(db, scope, { ...LOAD, lane: db.loading }, work)

/** Writes a row or two by their keys, many times a minute, as `daybook_app`: the plans, those of foreign keys too, are kept. */
export const noteWorkspace = <T>(db: Database, scope: Scope, work: (note: SqlScope) => Promise<T>): Promise<T> =>
  run(db, scope, { ...NOTE, lane: db.loading }, work)

type Way = { begin: string; isRead: boolean; plans: 'auto' | 'force_custom_plan' | 'force_generic_plan' }

const READ: Way = { begin: 'begin isolation level repeatable read read only', isRead: true, plans: 'auto' }
const LOAD: Way = { begin: 'begin isolation level read committed', isRead: false, plans: 'force_custom_plan' }
const NOTE: Way = { ...LOAD, plans: 'auto' }

async function run<T>(
  db: Database,
  scope: Scope,
  { lane, plans, ...manner }: Way & { lane: Lane },
  work: (bulk: SqlScope) => Promise<T>,
): Promise<T> {
  const now = db.clock.now()
  try {
    return await lane.transaction(manner, async (sql) => {
      // Sent at once but not awaited on its own: it travels in one round trip with the work's first statement.
      const settings = sql`select set_config('daybook.workspace', ${scope.workspaceId}, true),
        set_config('daybook.actor', ${scope.actorId ?? ''}, true), set_config('daybook.via', ${scope.via}, true),
        set_config('daybook.reference', ${scope.reference ?? ''}, true), set_config('daybook.now', ${now.toISOString()}, true),
        set_config('plan_cache_mode', ${plans}, true)`.execute()
      const [value] = await Promise.all([work({ sql, scope, now }), settings])
      return value
    })
  } catch (thrown) {
    throw fromDatabase(thrown)
  }
}

/**
 * Work whose statements are planned once a session, whatever they are given: inserts of many rows. Planned for their values, these would
 * be read once more, and the check of every key of every row be planned anew. Nothing that looks up a list of keys belongs in it.
 */
export async function plannedOnce<T>({ sql }: SqlScope, work: () => PromiseLike<T>): Promise<T> {
  const [set] = await sql<{ before: string }[]>`
    select current_setting('plan_cache_mode') as before, set_config('plan_cache_mode', 'force_generic_plan', true)`
  const result = await work()
  await sql`select set_config('plan_cache_mode', ${set?.before ?? 'auto'}, true)` // a failure ends the transaction, and this with it
  return result
}

/**
 * A condition, always true, by which a statement's transaction commits without waiting for the disk (up to some 0.6 s later): for
 * what is worth nothing after a crash of the server. What later waits for the disk takes it along.
 */
export const unhurried = (sql: Sql | SqlTransaction) => sql`set_config('synchronous_commit', 'off', true) = 'off'`
