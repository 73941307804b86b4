import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type ImportRun, RUN_TABLES } from './import-run.js'

/** The ids of all rows that a file made, of records and of what stands beside them. */
export function listMade(tx: Tx, { reference, kind }: ImportRun): Promise<{ table: string; id: string }[]> {
  const { sql, scope } = sqlInTx(tx)
  return sql<{ table: string; id: string }[]>`
    select entity as "table", entity_id::text as id from audit_log where workspace_id = ${scope.workspaceId}::uuid and reference = ${reference}
       and action = 'insert' and entity = any (${[...RUN_TABLES[kind]]}::text[])`
}

/** How many rows a file made and changed, by table. */
export async function countRun(
  { sql, scope }: ReturnType<typeof sqlInTx>,
  { reference, kind }: ImportRun,
): Promise<{ table: string; action: string; count: number }[]> {
  return sql<{ table: string; action: string; count: number }[]>`
    select entity as "table", action, count(distinct entity_id)::int as count from audit_log
     where workspace_id = ${scope.workspaceId}::uuid and reference = ${reference} and entity = any (${[...RUN_TABLES[kind]]}::text[])
     group by 1, 2 order by 1, 2`
}

export async function listUsed(tx: Tx, made: readonly string[]): Promise<{ recordId: string; table: string }[]> {
  const { sql } = sqlInTx(tx)
  return sql<{ recordId: string; table: string }[]>`
    select distinct record_id::text as "recordId", by_table as "table" from used_since(${[...made]}::uuid[]) order by 1, 2`
}

export async function removeFromSearch(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.prisma.$executeRaw`
    select search.remove(k.kind, r.id) from unnest(${[...ids]}::uuid[]) r(id), unnest(array['company', 'contact', 'product']) k(kind)`
}

/** A record that is gone is not found again by what its source calls it; of one that is as before, the file would be passed over. */
export async function forgetSaid(
  tx: Tx,
  { made, changed }: { made: readonly string[]; changed: readonly string[] },
): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.importKey.deleteMany({ where: { workspaceId, recordId: { in: [...made] } } })
  await tx.prisma.importKey.updateMany({ where: { workspaceId, recordId: { in: [...changed] } }, data: { said: '' } })
}
