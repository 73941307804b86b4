import type { SqlScope } from './sql-workspace.js'

/** A row by its columns, as JSON has them: a bigint as text, a day as YYYY-MM-DD, an array or object as it is. */
export type ColumnValues = Readonly<Record<string, unknown>>

/** Inserts rows of one table, all with the same columns, in one statement. */
export async function insertRows(
  { sql, scope }: SqlScope,
  table: string,
  rows: readonly ColumnValues[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
    .map((column) => sql`${sql(column)}`)
    .reduce((list, part) => sql`${list}, ${part}`)
  await sql`
    insert into ${sql(table)} (workspace_id, ${columns}) select ${scope.workspaceId}::uuid, ${columns}
      from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`
}

/** Writes rows of one table by their `id`, each on the `version` it has; answers how many were still of that version. */
export async function updateRows(
  { sql, scope }: SqlScope,
  table: string,
  rows: readonly ColumnValues[],
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const columns = Object.keys(first).filter((column) => column !== 'id' && column !== 'version')
  const settings = columns
    .map((column) => sql`${sql(column)} = r.${sql(column)}`)
    .reduce((list, part) => sql`${list}, ${part}`)
  const written = await sql<{ id: string }[]>`
    update ${sql(table)} t set ${settings}
      from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json) r
     where t.workspace_id = ${scope.workspaceId}::uuid and t.id = r.id and t.version = r.version returning t.id::text as id`
  return written.length
}
