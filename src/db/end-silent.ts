import type { Sql } from './sql-types.js'

/**
 * A transaction whose process says nothing for so long (stopped, cut off) is ended: it would hold its locks, and with them a
 * workspace's filing, for as long as the process sleeps.
 */
export const SILENT_TRANSACTION_MS = 60_000

/**
 * Ends the sessions of this login that have waited for a word of their process for `silentMs` in a transaction. The server ends by itself
 * those that are idle in it (`idle_in_transaction_session_timeout`), but calls one active that has prepared a statement and was not told
 * yet to run it; a time-out for that (`transaction_timeout`) came with Postgres 17, and would end long loads as well. Answers how
 * many were ended.
 */
export async function endSilent(sql: Sql, silentMs = SILENT_TRANSACTION_MS): Promise<number> {
  const ended = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = current_user and xact_start is not null
       and wait_event = 'ClientRead' and state_change < clock_timestamp() - ${silentMs} * interval '1 millisecond'`
  return ended.length
}
