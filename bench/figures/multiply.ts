import postgres from 'postgres'

/** What a company has more of as it grows. All else – people, accounts, stages, periods – it has once, and the copies share it. */
const GROWS = [
  'company',
  'company_domain',
  'contact',
  'contact_address',
  'deal',
  'deal_line',
  'deal_contact',
  'stage_change',
  'activity',
  'support_case',
  'quote',
  'quote_line',
  'thread',
  'thread_link',
  'message',
  'message_location',
  'participant',
  'invoice',
  'invoice_line',
  'recurring_invoice',
  'release_schedule',
  'release',
  'bill',
  'bill_line',
  'payment',
  'allocation',
  'bank_line',
  'bank_match',
  'journal_entry',
  'posting',
  'sealed_entry',
  'audit_log',
]

/** Sealed sums of postings: as many times what they were. */
const SUMS = ['balance', 'balance_delta']
/** Read by people, so each copy has its own. */
const CALLED = ['name', 'name_key', 'match_key']
/** Of all that the trail says reports ask about deals alone. */
const ONLY: Readonly<Record<string, string>> = { audit_log: `t.entity = 'deal'` }

type Column = { table: string; name: string; type: string; points: boolean; unique: boolean }

/**
 * Makes of a company one that is `times` as large: every record that grows is there that often, and what belongs together in the
 * original does in each copy; or of `tables` alone. With triggers off, since what they check holds by construction; indexes are made at the end.
 * Answers how many rows each table has then.
 */
export async function multiply(
  adminUrl: string,
  workspaceId: string,
  times: number,
  tables: readonly string[] = GROWS,
): Promise<Map<string, number>> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    await admin`set session_replication_role = replica`
    await admin`set maintenance_work_mem = '512MB'`
    await admin`set synchronous_commit = off`
    // The beginning of an id tells its copy: copies lie one behind the other in every index.
    await admin`create function pg_temp.copied(id uuid, n int) returns uuid language sql immutable
      return (lpad(to_hex(n), 8, '0') || substr(id::text, 9))::uuid`
    const indexes = await admin<{ name: string; made: string }[]>`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
      where i.indrelid::regclass::text = any(${[...tables]}) and not i.indisprimary`
    const columns = await columnsOf(admin, tables)
    for (const { name } of indexes) await admin.unsafe(`drop index ${name}`)
    for (const table of tables)
      await admin.unsafe(
        copyOf(
          table,
          columns.filter((column) => column.table === table),
        ),
        [workspaceId, times],
      )
    for (const table of SUMS)
      await admin.unsafe(
        `update ${table} set amount_minor = amount_minor * $2, base_minor = base_minor * $2 where workspace_id = $1`,
        [workspaceId, times],
      )
    for (const { made } of indexes) await admin.unsafe(made)
    await admin`vacuum analyze`
    const counts = new Map<string, number>()
    for (const table of tables) {
      const [row] = await admin.unsafe<{ n: number }[]>(
        `select count(*)::int n from ${table} where workspace_id = $1`,
        [workspaceId],
      )
      counts.set(table, row?.n ?? 0)
    }
    return counts
  } finally {
    await admin.end()
  }
}

/** `points`: it is a record's id that is copied as well. `unique`: alone, so that no two copies may have the same. */
const columnsOf = (admin: postgres.Sql, tables: readonly string[]): Promise<Column[]> => admin<Column[]>`
  with fk as (
    select c.conrelid, unnest(c.conkey) as attnum from pg_constraint c
    where c.contype = 'f' and c.confrelid::regclass::text = any(${[...tables]})
  ), alone as (
    select i.indrelid, k.attnum from pg_index i cross join lateral unnest(i.indkey) k (attnum)
    where i.indisunique and not i.indisprimary and not exists (
      select from fk join pg_attribute w on w.attrelid = fk.conrelid and w.attnum = fk.attnum
      where fk.conrelid = i.indrelid and fk.attnum = any(i.indkey) and w.attname <> 'workspace_id'))
  select a.attrelid::regclass::text as table, a.attname as name, format_type(a.atttypid, null) as type,
    exists (select from fk where fk.conrelid = a.attrelid and fk.attnum = a.attnum) as points,
    exists (select from alone where alone.indrelid = a.attrelid and alone.attnum = a.attnum) as unique
  from pg_attribute a
  where a.attrelid::regclass::text = any(${[...tables]}) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`

function copyOf(table: string, columns: readonly Column[]): string {
  const apart = columns.filter(({ unique, name }) => unique && name !== 'workspace_id')
  // Of several columns that are unique together one that differs is enough.
  const differs = apart.find(({ type }) => type === 'text') ?? apart.find(({ type }) => /int/.test(type))
  const value = ({ name, type, points }: Column): string => {
    const column = `t.${name}`
    if (name === 'workspace_id') return column
    if (name === 'id' || points || name === 'entity_id') return `pg_temp.copied(${column}, n)`
    if (type === 'text' && (apart.some((each) => each.name === name) || CALLED.includes(name)))
      return `${column} || '${CALLED.includes(name) ? ' ' : '-'}' || n`
    if (name === differs?.name) return `${column} + n::bigint * 1000000`
    return column
  }
  const names = columns.map(({ name }) => name).join(', ')
  return `insert into ${table} (${names}) select ${columns.map(value).join(', ')}
    from generate_series(2, $2::int) n cross join lateral (select * from ${table} t where t.workspace_id = $1 and ${ONLY[table] ?? 'true'} offset 0) t`
}
