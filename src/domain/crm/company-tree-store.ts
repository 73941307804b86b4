import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'

/** What stands above each company that stands below one. */
export async function listParents(tx: Tx): Promise<Map<string, string>> {
  const { sql, scope } = sqlInTx(tx)
  const rows = await sql<{ id: string; parent: string }[]>`
    select id::text, parent_id::text as parent from company
     where workspace_id = ${scope.workspaceId}::uuid and parent_id is not null`
  return new Map(rows.map(({ id, parent }) => [id, parent]))
}
