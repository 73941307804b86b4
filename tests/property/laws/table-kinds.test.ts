import { expect, test } from 'vitest'
import { openLogins } from './logins.js'

const logins = await openLogins(1)

type TableFacts = {
  name: string
  kind: string | null
  columns: string[]
  triggers: string[]
  app: string[]
  reader: string[]
  queue: string[]
  forced: boolean
  policies: number
}

const rights = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']

const tables = await logins.admin<TableFacts[]>`
  select c.relname as name, obj_description(c.oid) as kind, c.relrowsecurity and c.relforcerowsecurity as forced,
    (select count(*)::int from pg_policy where polrelid = c.oid) as policies,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
    array(select tgname::text from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers,
    array(select r from unnest(${rights}::text[]) r where has_table_privilege('daybook_app', c.oid, r)) as app,
    array(select r from unnest(${rights}::text[]) r where has_table_privilege('daybook_reader', c.oid, r)) as reader,
    array(select r from unnest(${rights}::text[]) r where has_table_privilege('daybook_queue', c.oid, r)) as queue
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'`

/** What only functions write; see the end of 20261123000200_walls. */
const writtenByFunctions = new Set(
  'journal_entry posting unsealed seal sealed_entry balance balance_delta balance_history number_series counter period period_reopening audit_log'.split(
    ' ',
  ),
)

test.each(tables.map((table) => [table.name, table] as const))(
  '%s is behind the wall and of exactly one kind',
  (name, table) => {
    expect(table.forced).toBe(true)
    expect(table.policies).toBe(1)
    expect(['audited', 'append-only', 'plumbing']).toContain(table.kind)
    expect(table.triggers.includes('b_audit')).toBe(table.kind === 'audited')
    // A message may change its thread, so its grants say what the trigger says elsewhere.
    expect(table.triggers.includes('a_refuse_change')).toBe(table.kind === 'append-only' && name !== 'message')
    expect(table.columns.includes('version')).toBe(table.triggers.includes('a_version'))
    if (table.kind === 'append-only') expect(table.columns).not.toContain('updated_at')
  },
)

test.each(tables.map((table) => [table.name, table] as const))(
  '%s is open to whom it should be, and no further',
  (name, table) => {
    const may = {
      audited: ['INSERT', 'UPDATE', 'DELETE'],
      'append-only': ['INSERT'],
      plumbing: ['INSERT', 'UPDATE', 'DELETE'],
    }
    const writes = writtenByFunctions.has(name) ? [] : (may[table.kind as keyof typeof may] ?? [])
    const never = new Set(['workspace', 'account', 'thread', 'evidence'].includes(name) ? ['DELETE'] : [])
    expect(table.app).toEqual(['SELECT', ...writes.filter((right) => !never.has(right))])
    expect(table.reader).toEqual(['secret', 'tombstone_key'].includes(name) ? [] : ['SELECT'])
    expect(table.queue).toEqual([])
  },
)

test('append-only tables say by themselves, or by what they belong to, who recorded them', async () => {
  const parents = await logins.admin<{ name: string; parent: string }[]>`
    select conrelid::regclass::text as name, confrelid::regclass::text as parent from pg_constraint where contype = 'f'`
  const sayWho = ['recorded_by', 'actor_id', 'by_id', 'via']
  // Made by functions from what the entries say; a tombstone must not say whose deletion it stands for.
  const derived = new Set(['seal', 'balance_delta', 'balance_history', 'tombstone'])
  const silent = tables.filter(({ kind, name, columns }) => {
    if (kind !== 'append-only' || derived.has(name) || columns.some((column) => sayWho.includes(column))) return false
    const above = new Set(parents.filter((key) => key.name === name).map((key) => key.parent))
    return !tables.some(
      (table) => above.has(table.name) && (table.kind === 'audited' || table.columns.includes('recorded_by')),
    )
  })
  expect(silent.map((table) => table.name)).toEqual([])
})

test('everything belongs to the owner, and functions are closed to the public', async () => {
  const strangers = await logins.admin`
    select oid::regclass::text as name from pg_class where relnamespace in ('public'::regnamespace, 'routing'::regnamespace, 'search'::regnamespace)
      and pg_get_userbyid(relowner) <> 'daybook_owner' and relkind in ('r', 'v', 'S')`
  expect(strangers).toEqual([])
  const open = await logins.admin`
    select p.oid::regprocedure::text as name from pg_proc p left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
    where pronamespace in ('public'::regnamespace, 'search'::regnamespace) and d.objid is null
      and has_function_privilege('public', p.oid, 'execute')`
  expect(open).toEqual([])
  const unpinned = await logins.admin`
    select oid::regprocedure::text as name from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'search'::regnamespace)
      and not coalesce(proconfig::text like '%search_path=pg_catalog, public, pg_temp%', false)`
  expect(unpinned).toEqual([])
})
