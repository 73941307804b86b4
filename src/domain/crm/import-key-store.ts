import type { Tx } from '../../db/in-workspace.js'
import { insertRows } from '../../db/row-sets.js'
import { sqlInTx } from '../../db/sql-in-tx.js'

export type KeyedKind = 'company' | 'contact' | 'deal' | 'product' | 'staff'

/** What `source` calls a record, and a hash of what it last said of it. */
export type ImportKey = { key: string; recordId: string; said: string }

/** The records that a source calls by these keys. One that was merged into another is that other; one that is gone is not known. */
export async function findImportKeys(
  tx: Tx,
  { kind, source }: { kind: KeyedKind; source: string },
  keys: readonly string[],
): Promise<Map<string, ImportKey>> {
  if (keys.length === 0) return new Map()
  const { sql, scope } = sqlInTx(tx)
  const merges = kind === 'company' || kind === 'contact'
  const rows = await sql<ImportKey[]>`
    select k.key, k.said, ${merges ? sql`coalesce(r.merged_into_id, r.id)` : sql`r.id`}::text as "recordId"
      from import_key k join ${sql(kind)} r on r.workspace_id = k.workspace_id and r.id = k.record_id
     where k.workspace_id = ${scope.workspaceId}::uuid and k.kind = ${kind} and k.source = ${source}
       and k.key = any(${[...keys]}::text[])`
  return new Map(rows.map((row) => [row.key, row]))
}

/** Which of these records a source calls something already. */
export async function listKeyed(
  tx: Tx,
  { kind, source }: { kind: KeyedKind; source: string },
  recordIds: readonly string[],
): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set()
  const { sql, scope } = sqlInTx(tx)
  const rows = await sql<{ id: string }[]>`
    select record_id::text as id from import_key
     where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind} and source = ${source}
       and record_id = any(${[...recordIds]}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

/** Remembers what a source calls records and said of them, in place of what it said before. */
export async function putImportKeys(
  tx: Tx,
  { kind, source }: { kind: KeyedKind; source: string },
  keys: readonly ImportKey[],
): Promise<void> {
  if (keys.length === 0) return
  const { sql, scope } = sqlInTx(tx)
  await sql`
    delete from import_key where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind} and source = ${source}
       and key = any(${keys.map(({ key }) => key)}::text[])`
  const rows = keys.map(({ key, recordId, said }) => ({ id: tx.newId(), kind, source, key, record_id: recordId, said }))
  await insertRows(sqlInTx(tx), 'import_key', rows)
}

/** Who is forgotten is not found again by what another system called them. */
export async function deleteImportKeys(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await tx.prisma.importKey.deleteMany({
    where: { workspaceId: tx.scope.workspaceId, recordId: { in: [...recordIds] } },
  })
}
