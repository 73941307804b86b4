import type { Database, Sql, SqlTransaction } from './database.js'
import type { Scope } from './scope.js'
import { fromDatabase } from './sqlstate.js'

/** What a set-based read or load is given: `sql` inside one transaction of the workspace. */
export type SqlScope = { readonly sql: SqlTransaction; readonly scope: Scope; readonly now: Date }

/** Reads sets in one read-only transaction as `daybook_reader`, with one snapshot for all its statements. */
export const readWorkspace = <T>(db: Database, scope: Scope, work: (read: SqlScope) => Promise<T>): Promise<T> =>
  run(db, db.reader, 'isolation level repeatable read read only', scope, work)

/**
 * Loads sets in one transaction as `daybook_app`: backfills, imports, journal loads. Its statements are planned for what they
 * are given: a plan kept from when the tables were empty reads them from end to end once they are full.
 */
export const bulkWorkspace = <T>(db: Database, scope: Scope, work: (bulk: SqlScope) => Promise<T>): Promise<T> =>
  run(db, db.sql, 'isolation level read committed', scope, work)

async function run<T>(
  db: Database,
  lane: Sql,
  mode: string,
  scope: Scope,
  work: (bulk: SqlScope) => Promise<T>,
): Promise<T> {
  const now = db.clock.now()
  try {
    return (await lane.begin(mode, async (sql) => {
      // Sent at once but not awaited on its own: it travels in one round trip with the work's first statement.
      const settings = sql`select set_config('daybook.workspace', ${scope.workspaceId}, true),
        set_config('daybook.actor', ${scope.actorId ?? ''}, true), set_config('daybook.via', ${scope.via}, true),
        set_config('daybook.reference', ${scope.reference ?? ''}, true), set_config('daybook.now', ${now.toISOString()}, true),
        set_config('plan_cache_mode', ${lane === db.sql ? 'force_custom_plan' : 'auto'}, true)`.execute()
      const [value] = await Promise.all([work({ sql, scope, now }), settings])
      if (lane === db.sql) await sql`set constraints all immediate`
      return value
    })) as T
  } catch (thrown) {
    throw fromDatabase(thrown)
  }
}
