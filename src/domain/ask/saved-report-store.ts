import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { conflict, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'

/** A question with a name. Anybody who may run reports sees it; what it answers is what that person may see. */
export type SavedReport = { id: string; name: string; words: string; ownerId: string; owner: string; version: number }

export const listSavedReports = ({ sql, scope }: SqlScope, name?: string): Promise<SavedReport[]> => sql<SavedReport[]>`
  select r.id::text, r.name, r.words, r.owner_id::text as "ownerId", s.name as owner, r.version
    from saved_report r join staff s on s.workspace_id = r.workspace_id and s.id = r.owner_id
   where r.workspace_id = ${scope.workspaceId} ${name === undefined ? sql`` : sql`and r.name_key = ${nameKey(name)}`}
   order by r.name_key`

export async function findSavedReport(read: SqlScope, name: string): Promise<SavedReport | null> {
  return (await listSavedReports(read, name))[0] ?? null
}

/** Throws `conflict` where the name is taken. */
export async function insertSavedReport(
  tx: Tx,
  report: { name: string; words: string; ownerId: string },
): Promise<void> {
  const { workspaceId } = tx.scope
  const where = { workspaceId_nameKey: { workspaceId, nameKey: nameKey(report.name) } }
  const taken = await tx.prisma.savedReport.findUnique({ where })
  if (taken)
    throw conflict(`There is a saved report called “${taken.name}” already. Drop it first, or choose another name.`)
  await tx.prisma.savedReport.create({
    data: { ...report, workspaceId, id: tx.newId(), nameKey: nameKey(report.name) },
  })
}

/** Takes it away, and answers what it was. Throws `not_found`, also for another's where only one's own may be dropped. */
export async function dropSavedReport(
  tx: Tx,
  name: string,
  ownedBy: string | null,
): Promise<{ name: string; words: string }> {
  const { workspaceId } = tx.scope
  const where = { workspaceId_nameKey: { workspaceId, nameKey: nameKey(name) } }
  const found = await tx.prisma.savedReport.findUnique({ where })
  if (!found || (ownedBy !== null && found.ownerId !== ownedBy))
    throw notFound(`There is no saved report “${name}” of yours. report saved lists all.`)
  await tx.prisma.savedReport.delete({ where })
  return { name: found.name, words: found.words }
}
