import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { ImportRun, RunKind } from './import-run.js'

type NewRun = { kind: RunKind; source: string; filename: string; reference: string }

/** Notes that a file begins to be taken in; answers its reference. */
export async function beginRun(tx: Tx, run: NewRun): Promise<{ id: string; ref: string }> {
  const { workspaceId, actorId: byId } = tx.scope
  const made = { id: tx.newId(), ref: await nextRef(tx, 'import', 'IMP') }
  await tx.prisma.importRun.create({ data: { ...run, ...made, workspaceId, byId, beganAt: tx.now } })
  return made
}

/** Notes its end. One that changed nothing has nothing to be taken back, and is not kept. */
export async function endRun(
  tx: Tx,
  id: string,
  { created, updated }: { created: number; updated: number },
): Promise<void> {
  const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }
  if (created + updated === 0) await tx.prisma.importRun.delete({ where })
  else await tx.prisma.importRun.update({ where, data: { created, updated, endedAt: tx.now } })
}

export async function saveTakenBack(tx: Tx, id: string): Promise<void> {
  const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }
  await tx.prisma.importRun.update({ where, data: { takenBackAt: tx.now } })
}

/** The newest first. */
export const listRuns = (
  { sql, scope }: SqlScope,
  filter: { ref?: string },
  limit: number,
): Promise<ImportRun[]> => sql<ImportRun[]>`
  select r.id, r.ref, r.kind, r.source, r.filename, r.reference, r.began_at as "beganAt", r.ended_at as "endedAt", r.created, r.updated,
         r.taken_back_at as "takenBackAt", s.name as by, r.version
    from import_run r left join staff s on s.workspace_id = r.workspace_id and s.id = r.by_id
   where r.workspace_id = ${scope.workspaceId} ${filter.ref === undefined ? sql`` : sql`and r.ref = ${filter.ref}`}
   order by r.began_at desc, r.id desc limit ${limit}`

/** Throws `not_found`. */
export async function getRun(read: SqlScope, ref: string): Promise<ImportRun> {
  const [run] = await listRuns(read, { ref: ref.trim().toUpperCase() }, 1)
  if (!run) throw notFound(`There is no import ${ref}. \`import list\` has those that can be taken back.`)
  return run
}
