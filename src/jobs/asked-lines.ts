import type { SqlScope } from '../db/sql-workspace.js'

/** Bank lines that somebody was asked about and that are still open, the newest first, but for some. */
export async function listAskedLines(
  { sql, scope }: SqlScope,
  except: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select l.id::text as id from bank_line l
    where l.workspace_id = ${scope.workspaceId} and l.state = 'open' and l.id <> all(${[...except]}::uuid[])
      and exists (select from delivery d
        where d.workspace_id = l.workspace_id and d.occasion = 'bank-line:' || l.id::text and d.state = 'sent')
    order by l.booking_date desc, l.id desc limit ${most}`
  return rows.map(({ id }) => id)
}
