import type { Database } from '../db/database.js'

/** What should have been done by now: errands of the outbox that are still open, and schedules that nobody moved on. */
export type Waiting = { count: number; since: Date | null }

/** A second or two is how the queue works; a minute and more is a queue that nobody works at. */
export const LATE_MS = 10 * 60_000

/** What has been due for longer than `lateMs`, of all companies or of these. */
export async function findWaiting(
  db: Database,
  { lateMs, companies }: { lateMs: number; companies?: readonly string[] },
): Promise<Waiting> {
  const by = new Date(db.clock.now().getTime() - lateMs)
  const ours = companies ? db.reader`and workspace_id = any(${[...companies]}::uuid[])` : db.reader``
  const [row] = await db.reader<Waiting[]>`
    select count(*)::int as count, min(at) as since from (
      select due_at as at from routing.outbox_ref where due_at <= ${by} ${ours}
      union all select at from routing.due where at <= ${by} ${ours}) late`
  return row ?? { count: 0, since: null }
}
