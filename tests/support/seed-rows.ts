import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'

type Column = { name: string; type: string; needed: boolean; references: string | null; allowed: string[] | null }

/** A plausible row of any table, with what it refers to: what a test needs where only that a row is there counts. */
export type RowSeeder = {
  /** The id of the row. `values` overrule; `refs` says by table which row is meant where it refers to one. */
  row(table: string, values: Readonly<Record<string, unknown>>, refs: Map<string, string>): Promise<string>
  has(table: string, column: string): boolean
  /** A number that no row has had yet. */
  next(): number
}

/**
 * Reads the tables' columns, references and value sets from the catalog. Rows go in as the superuser, without triggers and foreign keys
 * being asked (`session_replication_role`) and without the checks of whole rows, which this database has no more from then on.
 */
export async function rowSeeder(sql: postgres.ReservedSql, workspaceId: string): Promise<RowSeeder> {
  await sql`set session_replication_role = 'replica'`
  const tables = await columnsByTable(sql)
  await dropChecks(sql)
  let count = 0
  const seeder: RowSeeder = {
    has: (table, column) => tables.get(table)?.some(({ name }) => name === column) ?? false,
    next: () => {
      count += 1
      return count
    },
    row: async (table, values, refs) => {
      const id = randomUUID()
      const number = seeder.next()
      if (!refs.has(table)) refs.set(table, id)
      const row: Record<string, unknown> = { id, workspace_id: workspaceId }
      for (const column of tables.get(table) ?? []) {
        if (column.name in row || (!column.needed && !(column.name in values))) continue
        if (column.name in values) row[column.name] = values[column.name]
        else if (column.references)
          row[column.name] = refs.get(column.references) ?? (await seeder.row(column.references, {}, refs))
        else row[column.name] = plausible(table, column, number)
      }
      await sql`insert into ${sql(table)} ${sql(row as Record<string, string>)}`
      return id
    },
  }
  return seeder
}

async function dropChecks(sql: postgres.ReservedSql): Promise<void> {
  await sql`do $$ declare c record; begin
    for c in select conrelid::regclass as name, conname from pg_constraint
      where contype = 'c' and conrelid <> 0 and connamespace = 'public'::regnamespace
    loop execute format('alter table %s drop constraint %I', c.name, c.conname); end loop; end $$`
}

async function columnsByTable(sql: postgres.ReservedSql): Promise<Map<string, Column[]>> {
  const columns = await sql<(Column & { table: string; check: string | null })[]>`
    select c.table_name as table, c.column_name as name, c.udt_name as type,
      c.is_nullable = 'NO' and c.column_default is null as needed,
      (select f.confrelid::regclass::text from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attname = c.column_name
        where f.contype = 'f' and f.conrelid = c.table_name::regclass and f.conkey @> array[a.attnum]
          and a.attname <> 'workspace_id' limit 1) as references,
      (select pg_get_constraintdef(k.oid) from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attname = c.column_name
        where k.contype = 'c' and k.conrelid = c.table_name::regclass and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) like '%ARRAY[%' limit 1) as check
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'`
  const tables = new Map<string, Column[]>()
  for (const { table, check, ...column } of columns) {
    const allowed = check ? [...check.matchAll(/'([^']+)'::/g)].flatMap(([, value]) => value ?? []) : null
    tables.set(table, [...(tables.get(table) ?? []), { ...column, allowed }])
  }
  return tables
}

function plausible(table: string, { name, type, allowed }: Column, count: number): unknown {
  if (allowed?.[0] !== undefined) return allowed[0]
  if (name === 'currency' || name === 'base_currency') return 'EUR'
  if (type === 'uuid') return randomUUID()
  if (type === 'bool') return false
  if (type === 'date') return '2026-11-02'
  if (type === 'timestamptz') return '2026-11-02T09:00:00Z'
  if (type === 'jsonb') return {}
  if (type === 'bytea') return Buffer.alloc(32, count)
  if (type.startsWith('_')) return []
  if (/^(int|numeric|float)/.test(type)) return count
  return `${table} ${count}`
}
