import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { loadJobs } from '../../src/jobs/registry.js'
import type { Services } from '../../src/jobs/services.js'
import { processOffer } from '../../src/jobs/worker.js'

const jobs = await loadJobs()

/**
 * Does what the outbox of a company asks for, as the service's worker would, until nothing is due; answers the kinds that
 * were done, in order. `until` is an instant up to which later errands are done as well.
 */
export async function runErrands(
  db: Database,
  scope: Scope,
  services: Services,
  { kinds, until }: { kinds?: RegExp; until?: Date } = {},
): Promise<string[]> {
  const done: string[] = []
  for (let round = 0; round < 20; round += 1) {
    const rows = (await openErrands(db, scope, until ?? db.clock.now())).filter(({ kind }) => kinds?.test(kind) ?? true)
    if (rows.length === 0) return done
    for (const { id, kind } of rows) {
      await processOffer({ db, services, jobs }, { workspaceId: scope.workspaceId, outboxId: id })
      done.push(kind)
    }
  }
  throw new Error(`the outbox never gets empty: ${done.join(', ')}`)
}

export const openErrands = (
  db: Database,
  scope: Scope,
  until: Date,
): Promise<{ id: string; kind: string; data: Record<string, unknown> }[]> =>
  readWorkspace(
    db,
    scope,
    ({ sql }) => sql<{ id: string; kind: string; data: Record<string, unknown> }[]>`
    select id, kind, data from outbox where workspace_id = ${scope.workspaceId} and done_at is null and due_at <= ${until}
     order by due_at, id`,
  )
