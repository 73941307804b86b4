import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'

/**
 * "and this column is the company": it, or one that was merged into it. What was posted stays under the company that it was posted
 * under (ADR 26), so whatever asks for a company's documents asks for those of all that it is made of.
 */
export const ofCompany = ({ sql, scope }: SqlScope, column: SqlPart, companyId: string) =>
  sql`and ${column} = any (array(select f.id from company f where f.workspace_id = ${scope.workspaceId}::uuid
        and (f.id = ${companyId}::uuid or f.merged_into_id = ${companyId}::uuid)))`

/** The ids of all that a company is made of, its own with them. */
export async function listFamily({ sql, scope }: SqlScope, companyId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select f.id from company f
    where f.workspace_id = ${scope.workspaceId} and (f.id = ${companyId} or f.merged_into_id = ${companyId})`
  return rows.map(({ id }) => id)
}
