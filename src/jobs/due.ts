import type { Database } from '../db/database.js'
import { inWorkspace } from '../db/in-workspace.js'
import type { JobRegistry } from './registry.js'

/**
 * Business schedules stand in `routing.due`, one row a workspace and kind, not in the queue: wiping the queue loses none.
 * A row that is due becomes an outbox row and moves to its next instant in one commit. A missed run is caught up once.
 */
export async function runDue(db: Database, jobs: JobRegistry): Promise<number> {
  const now = db.clock.now()
  const rows = await db.sql<{ kind: string; id: string; workspaceId: string; at: Date }[]>`
    select kind, id, workspace_id as "workspaceId", at from routing.due where at <= ${now} order by at limit 100`
  for (const row of rows) {
    const next = jobs.of(row.kind).find((job) => job.next)?.next
    await inWorkspace(db, { workspaceId: row.workspaceId, actorId: null, via: 'job' }, async (tx) => {
      const moved = next
        ? await tx.prisma
            .$executeRaw`update routing.due set at = ${next(now)} where kind = ${row.kind} and id = ${row.id}::uuid and at = ${row.at}`
        : await tx.prisma
            .$executeRaw`delete from routing.due where kind = ${row.kind} and id = ${row.id}::uuid and at = ${row.at}`
      // Another process moved it first: then the errand is that one's.
      if (moved === 1) await tx.outbox(row.kind, { dueAt: row.at.toISOString() })
    })
  }
  return rows.length
}

/** Gives every workspace a row of every schedule that it has none of yet. */
export async function ensureSchedules(db: Database, jobs: JobRegistry): Promise<void> {
  const now = db.clock.now()
  for (const job of jobs.jobs) {
    if (!job.next) continue
    for (const kind of job.on) {
      await db.sql`
        insert into routing.due (at, kind, id, workspace_id)
        select ${job.next(now)}, ${kind}, r.workspace_id, r.workspace_id
        from routing.workspace_route r where r.kind = 'slug'
          and not exists (select from routing.due d where d.kind = ${kind} and d.workspace_id = r.workspace_id)
        on conflict do nothing`
    }
  }
}
