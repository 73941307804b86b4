import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../db/database.js'

/** A service that was stopped a moment ago: Postgres needs as long to notice that its connections are gone. */
const GOING_MS = 3_000

/** Whether there are such sessions still, once those that were just going had time to. */
export async function stay(are: () => Promise<boolean>): Promise<boolean> {
  for (const until = performance.now() + GOING_MS; await are(); await pause(100))
    if (performance.now() > until) return true
  return false
}

/** How `openDatabase` names its sessions: with the mark of where they keep files (`placeMark`), and their own. */
const OURS = '^daybook ([0-9a-f]{12}|-) [0-9a-f]{8}$'

/** Whether another Daybook works on this database, a service as a rule. */
export async function hasOtherSessions({ sql }: Database): Promise<boolean> {
  const others = await sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name ~ ${OURS}
       and application_name <> current_setting('application_name') limit 1`
  return others.length > 0
}

/** Whether a Daybook on this database keeps files in another place than this one does. */
export async function hasSessionsElsewhere({ sql }: Database): Promise<boolean> {
  const others = await sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name ~ ${OURS}
       and split_part(application_name, ' ', 2) <> split_part(current_setting('application_name'), ' ', 2) limit 1`
  return others.length > 0
}
