import type { Tx } from '../../db/in-workspace.js'
import { Prisma } from '../../generated/prisma/client.js'

/**
 * The versions of rows of one table, locked until the end of the transaction, so that what is compared stays so. A row that
 * is gone is not in the answer. `table` comes from a declaration, never from what was typed.
 */
export async function lockVersions(tx: Tx, table: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (!/^[a-z][a-z_]*$/.test(table)) throw new Error(`"${table}" is not the name of a table.`)
  const rows = await tx.prisma.$queryRaw<{ id: string; version: number }[]>`
    select id::text as id, version from ${Prisma.raw(`"${table}"`)}
     where workspace_id = ${tx.scope.workspaceId}::uuid and id = any(${ids as string[]}::uuid[])
     order by id for update`
  return new Map(rows.map(({ id, version }) => [id, version]))
}
