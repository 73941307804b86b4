import type { SqlScope } from '../../db/sql-workspace.js'

/** Names of stored passwords and tokens that this key can't open. Needs the service's login: the reader sees no secrets. */
export async function listForeignSecrets({ sql, scope }: SqlScope, keyId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from secret where workspace_id = ${scope.workspaceId} and key_id <> ${keyId} order by name`
  return rows.map(({ name }) => name)
}
