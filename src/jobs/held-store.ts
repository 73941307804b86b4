import type { Database } from '../db/database.js'
import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'

/** Errands of a kind that are open: what a service would do at once. */
export type Held = { kind: string; count: number; since: Date }

const scopeOf = (workspaceId: string) => ({ workspaceId, actorId: null, via: 'terminal' as const })

export const listHeld = (db: Database, workspaceId: string): Promise<Held[]> =>
  readWorkspace(
    db,
    scopeOf(workspaceId),
    ({ sql }) => sql<Held[]>`
      select kind, count(*)::int as count, min(due_at) as since from outbox
       where workspace_id = ${workspaceId} and done_at is null group by kind order by kind`,
  )

/** Gives up all that is open, with the reason; answers how many. */
export const dropHeld = (db: Database, workspaceId: string, reason: string): Promise<number> =>
  inWorkspace(db, scopeOf(workspaceId), async (tx) => {
    const open = { workspaceId, doneAt: null }
    const { count } = await tx.prisma.outbox.updateMany({ where: open, data: { doneAt: tx.now, lastError: reason } })
    return count
  })
