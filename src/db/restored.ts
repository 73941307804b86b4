import pg from 'pg'
import postgres from 'postgres'
import type { Sql } from './sql-types.js'

/** A restored database says so in its comment, as logins say their key: no backup of it takes that along. */
const NOTE = 'Daybook, restored from the backup of '

/**
 * Says of a database that it is a copy as of `madeAt`, or with null that it is at its work; for whoever owns it. Neither the name nor the
 * text of a comment can be a parameter.
 */
export const noteStatement = (database: string, madeAt: string | null): string =>
  `comment on database ${pg.escapeIdentifier(database)} is ${madeAt === null ? 'null' : pg.escapeLiteral(NOTE + madeAt)}`

/** When the backup was made that this database is a copy of; null for one that is at its work. */
export async function findRestored(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ note: string | null }[]>`
    select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`
  return row?.note?.startsWith(NOTE) ? row.note.slice(NOTE.length) : null
}

/** From here on it is at its work. */
export async function clearRestored(migratorUrl: string): Promise<void> {
  const sql = postgres(migratorUrl, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql<{ name: string }[]>`select current_database() as name`
    await sql.unsafe(noteStatement(row?.name ?? '', null))
  } finally {
    await sql.end()
  }
}
