import { fillEveryTable, listTables } from '../../property/laws/fill-every-table.js'
import { inside, type Logins } from '../../property/laws/logins.js'

/** Enough that the planner wants an index wherever it can have one. */
const ROWS = 2_000
const DOCUMENTS = 5_000

/** Columns whose values come from a set: they stay as they are. */
const fixed = 'kind status state role currency direction class action channel origin health source entity'.split(' ')

/** What makes a row one of the many that are looked for. */
const patches: Record<string, Record<string, unknown>> = {
  invoice: {
    status: 'issued',
    number: 'INV-',
    issue_date: '2026-01-01',
    due_date: '2026-01-31',
    net_minor: 1,
    total_minor: 1,
    open_minor: 1,
  },
  staff: { slack_user_id: 'U' },
}

/** A workspace with two thousand rows in each of the tables named, and search documents. */
export async function fillWithMany(logins: Logins, names: readonly string[]): Promise<string> {
  const tables = await listTables(logins.admin)
  const ids = await fillEveryTable(logins.admin, tables)
  const workspace = ids.get('workspace') ?? ''
  for (const name of new Set(names)) await multiply(logins, name, ids.get(name) ?? '')
  await inside(logins.app, { workspace }, async (sql) => {
    await sql`select search.put_all(jsonb_agg(jsonb_build_object('kind', 'deal', 'record_id', gen_random_uuid(),
      'title', md5(n::text), 'body', md5((-n)::text)))) from generate_series(1, ${DOCUMENTS}::int) n`
  })
  // Vacuum, because what waits in a GIN index's pending list makes the planner shy of it.
  await logins.admin`vacuum analyze`
  return workspace
}

/** Repeats a row with other values in every indexed column, by their types. */
async function multiply({ admin }: Logins, table: string, id: string): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      insert into ${sql(table)} select r.* from (select to_jsonb(t) || ${sql.json((patches[table] ?? {}) as never)} as row from ${sql(table)} t where id = ${id}) one,
        generate_series(1, ${ROWS}::int) n,
        lateral (select one.row || jsonb_object_agg(c.name, case
            when c.type = 'uuid' then to_jsonb(gen_random_uuid())
            when c.type = 'text' then to_jsonb(n || (one.row ->> c.name))
            when c.type = 'date' then to_jsonb(date '2026-01-15' + n % 300)
            when c.type like 'timestamp%' then to_jsonb(timestamptz '2026-01-15' + n * interval '1 hour')
            else to_jsonb(n) end) as row
          from (select distinct a.attname as name, format_type(a.atttypid, null) as type
            from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
            where i.indrelid = ${table}::regclass and a.attname <> 'workspace_id' and a.attname <> all(${fixed})
              and format_type(a.atttypid, null) in ('uuid', 'text', 'date', 'timestamp with time zone', 'bigint')) c
          where one.row ->> c.name is not null) varied,
        lateral jsonb_populate_record(null::${sql(table)}, varied.row) r
      on conflict do nothing`
  })
}
