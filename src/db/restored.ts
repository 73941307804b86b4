import postgres from 'postgres'
import type { Sql } from './sql-types.js'

/** A restored database says so in its comment, as logins say their key: no backup of it takes that along. */
const NOTE = 'Daybook, restored from the backup of '

/** Says that this database is a copy, as of `madeAt`, until somebody lets it take up its work. */
export const markRestored = (migratorUrl: string, madeAt: string): Promise<void> => comment(migratorUrl, NOTE + madeAt)

export const clearRestored = (migratorUrl: string): Promise<void> => comment(migratorUrl, null)

/** When the backup was made that this database is a copy of; null for one that is at its work. */
export async function findRestored(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ note: string | null }[]>`
    select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`
  return row?.note?.startsWith(NOTE) ? row.note.slice(NOTE.length) : null
}

/** Neither the name nor the text of a comment can be a parameter. */
async function comment(url: string, text: string | null): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql`set role daybook_owner`
    const [row] = await sql<{ statement: string }[]>`
      select format('comment on database %I is %L', current_database(), ${text}::text) as statement`
    await sql.unsafe(row?.statement ?? '')
  } finally {
    await sql.end()
  }
}
