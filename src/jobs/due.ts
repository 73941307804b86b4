import type { Database } from '../db/database.js'
import { inWorkspace } from '../db/in-workspace.js'
import type { Schedule } from './define-job.js'
import type { JobRegistry } from './registry.js'

type DueRow = { kind: string; id: string; workspaceId: string; at: Date }

const BATCH = 100

/**
 * Business schedules stand in `routing.due`, one row a workspace and kind, not in the queue: wiping the queue loses none.
 * A row that is due becomes an outbox row and moves to its next instant in one commit. A missed run is caught up once, not
 * once for each time that was missed. Answers how many rows were due.
 */
export async function runDue(db: Database, jobs: JobRegistry): Promise<number> {
  const now = db.clock.now()
  const rows = await db.sql<DueRow[]>`
    select kind, id, workspace_id as "workspaceId", at from routing.due where at <= ${now} order by at limit ${BATCH}`
  for (const row of rows) {
    try {
      await runRow(db, row, jobs.scheduleOf(row.kind)?.next(now))
    } catch (error) {
      // It stays the oldest, and must not stand before those of every other company.
      db.log.warn(
        { err: error, kind: row.kind, workspaceId: row.workspaceId },
        'a schedule could not be run; will try again',
      )
    }
  }
  return rows.length
}

async function runRow(db: Database, row: DueRow, next: Date | undefined): Promise<void> {
  await inWorkspace(db, { workspaceId: row.workspaceId, actorId: null, via: 'job' }, async (tx) => {
    const moved = next
      ? await tx.prisma.$executeRaw`update routing.due set at = ${next}
          where kind = ${row.kind} and id = ${row.id}::uuid and at = ${row.at}`
      : await tx.prisma.$executeRaw`delete from routing.due
          where kind = ${row.kind} and id = ${row.id}::uuid and at = ${row.at}`
    // Another process moved it first: then the errand is that one's.
    if (moved === 1) await tx.outbox(row.kind, { dueAt: row.at.toISOString() })
  })
}

/** Gives every workspace a row of every schedule that it has none of yet. */
export async function ensureSchedules(db: Database, jobs: JobRegistry): Promise<void> {
  const now = db.clock.now()
  const schedules = jobs.jobs.flatMap((job): Schedule[] => (job.schedule ? [job.schedule] : []))
  for (const { kind, next } of schedules) {
    await db.sql`
      insert into routing.due (at, kind, id, workspace_id)
      select ${next(now)}, ${kind}, r.workspace_id, r.workspace_id
      from routing.workspace_route r where r.kind = 'slug'
        and not exists (select from routing.due d where d.kind = ${kind} and d.workspace_id = r.workspace_id)
      on conflict do nothing`
  }
}
