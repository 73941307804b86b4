import type { Database } from '../db/database.js'
import { findWaiting, LATE_MS } from '../jobs/waiting.js'

/** What a supervisor asks for. `waiting`: what is late, of all companies, and for how long; null where the database is away. */
export type Health = { healthy: boolean; waiting: { count: number; seconds: number } | null }

/** Never throws: a database that is away is an answer. */
export async function healthOf(db: Database): Promise<Health> {
  try {
    const { count, since } = await findWaiting(db, { lateMs: LATE_MS })
    const ms = since === null ? 0 : db.clock.now().getTime() - since.getTime()
    return { healthy: true, waiting: { count, seconds: Math.round(ms / 1000) } }
  } catch (error) {
    db.log.warn({ err: error }, 'health')
    return { healthy: false, waiting: null }
  }
}
