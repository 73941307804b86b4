import type { SqlScope } from './sql-workspace.js'

/**
 * What an export leaves out of a workspace's records, and why: ways in, what machinery remembers, and mail, of which one person may not
 * see another's, whoever gives the command.
 */
const LEFT_OUT = new Set(
  `secret slack_installation access_token calendar_feed tombstone tombstone_key remembered_choice import_key pending_action record_facet
  balance balance_history balance_delta thread thread_pin thread_join thread_node thread_link never_log message message_ref message_location
  participant attachment skipped_message meeting mail_answer mail_notice bounce mailbox_audit folder_cursor audit_log`.split(
    /\s+/,
  ),
)

/** Names of the tables that are a workspace's records, by the kind that each is declared as. */
export async function listExported({ sql }: SqlScope): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and obj_description(c.oid) in ('audited', 'append-only')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')
     order by 1`
  return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name))
}

/** A table's columns but for the workspace's own. */
export async function listColumns({ sql }: SqlScope, table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select attname::text as name from pg_attribute
     where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped and attname <> 'workspace_id' order by attnum`
  return rows.map(({ name }) => name)
}

/** A record as JSON, and as the texts of its columns, null where there is nothing. */
export type ExportedRow = { json: string; texts: (string | null)[] }

/** Rows that are at hand at once. */
const PAGE = 1_000

/** The rows of a table of this workspace in pages, as they stood at one moment; the wall holds here as everywhere. */
export async function* readExported(
  { sql }: SqlScope,
  table: string,
  columns: readonly string[],
): AsyncGenerator<ExportedRow[]> {
  const listed = columns.map((name) => `"${name}"`)
  // As JSON, since an array's own text says NULL for nothing and for the word.
  await sql.unsafe(`declare exported no scroll cursor for
    select to_jsonb(t)::text as json, to_jsonb(array[${listed.map((name) => `t.${name}::text`).join(', ')}]) as texts
      from (select ${listed.join(', ')} from "${table}" order by 1) t`)
  for (;;) {
    const rows = await sql.unsafe<ExportedRow[]>(`fetch ${PAGE} from exported`)
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) break
  }
  await sql`close exported`
}
