import type { SqlScope } from '../../db/sql-workspace.js'
import { CLOSE_KINDS, type CloseKind } from './close-span.js'
import { shippedVersion } from './shipped-template.js'

/** Templates of which Daybook comes with a newer version than the company took, with that version. */
export async function listBehind({ sql, scope }: SqlScope): Promise<{ kind: CloseKind; version: number }[]> {
  const rows = await sql<{ kind: CloseKind; shipped: number }[]>`
    select kind, max(shipped_version) as shipped from close_template
    where workspace_id = ${scope.workspaceId}::uuid group by kind`
  return CLOSE_KINDS.flatMap((kind) => {
    const shipped = rows.find((row) => row.kind === kind)?.shipped
    const version = shippedVersion(kind)
    return shipped !== undefined && shipped < version ? [{ kind, version }] : []
  })
}
