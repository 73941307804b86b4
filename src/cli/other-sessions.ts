import type { Database } from '../db/database.js'

/**
 * Whether another Daybook works on this database, a service as a rule. `began` is when this call did, by `performance.now()`: its own
 * connections are younger.
 */
export async function hasOtherSessions({ sql }: Database, began: number): Promise<boolean> {
  const age = (performance.now() - began) / 1000 + 1 // a second for clocks and rounding
  const others = await sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name = 'daybook'
       and backend_start < clock_timestamp() - ${age} * interval '1 second' limit 1`
  return others.length > 0
}
