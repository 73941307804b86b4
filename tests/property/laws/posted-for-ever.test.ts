import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { openCompany, plainEntry, post } from './company-books.js'
import { inside, type Login, openLogins, tried } from './logins.js'

const logins = await openLogins()
const books = await openCompany(logins.app)

const tables = [
  'journal_entry',
  'posting',
  'seal',
  'sealed_entry',
  'balance_delta',
  'balance_history',
  'audit_log',
] as const
const who = ['app', 'reader', 'owner', 'migrator', 'admin'] as const

beforeAll(async () => {
  await inside(logins.app, books, async (sql) => {
    await post(
      sql,
      [1n, 2n, 3n].map((minor) => plainEntry(books, '2026-02-03', minor)),
    )
    await sql`select * from seal_entries()`
  })
})

/** Columns with a value that each can take, so that only the law stands in the way. */
async function columnsOf(table: string): Promise<{ name: string; type: string }[]> {
  const rows = await logins.admin<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`
  return [...rows]
}

async function digest(): Promise<string[]> {
  const rows = tables.map(async (table) => {
    const [row] = await logins.admin<{ digest: string }[]>`
      select md5(string_agg(t::text, '|' order by t.id)) as digest from ${logins.admin(table)} t`
    return row?.digest ?? ''
  })
  return Promise.all(rows)
}

test('law 2: what is posted is never updated, deleted or emptied, whoever tries', async () => {
  const before = await digest()
  expect(before.every((each) => each !== '')).toBe(true)
  const columns = new Map(await Promise.all(tables.map(async (table) => [table, await columnsOf(table)] as const)))
  const attempt = fc.record({
    login: fc.constantFrom(...who),
    table: fc.constantFrom(...tables),
    verb: fc.constantFrom('update', 'update', 'update', 'delete', 'truncate', 'insert twin'),
    column: fc.nat(),
    toNull: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(attempt, async ({ login, table, verb, column, toNull }) => {
      const all = columns.get(table) ?? []
      const { name = '', type = '' } = all[column % all.length] ?? {}
      const statement = {
        // To null or to what it was: even an update that changes nothing is refused.
        update: `update ${table} set ${name} = ${toNull ? `null::${type}` : name}`,
        delete: `delete from ${table}`,
        truncate: `truncate ${table} cascade`,
        'insert twin': `insert into ${table} select * from ${table} on conflict (workspace_id, id) do update set ${name} = excluded.${name}`,
      }[verb]
      const pool: Login = logins[login]
      const result = await inside(pool, books, (sql) => tried(sql, (inner) => inner.unsafe(statement)))
      // 42501: no such right. DB009: the trigger. The twin may fail on another rule first; what counts is that nothing is stored.
      expect(result, `${login}: ${statement}`).not.toBe('done')
      if (verb !== 'insert twin') expect(['42501', 'DB009'], `${login}: ${statement}`).toContain(result)
    }),
    { numRuns: 300 },
  )
  expect(await digest()).toEqual(before)
})

test('a line cannot be added to an entry afterwards, not even a pair that balances', async () => {
  const [entry] = await logins.admin<{ entry_id: string; period_id: string }[]>`
    select entry_id, period_id from posting where workspace_id = ${books.workspace} limit 1`
  const pair = [3, 4].map((line) => ({
    workspace_id: books.workspace,
    id: crypto.randomUUID(),
    line,
    date: '2026-02-03',
    amount_minor: line === 3 ? '5' : '-5',
    base_minor: line === 3 ? '5' : '-5',
    currency: 'EUR',
    account_id: books.bank,
    ...entry,
  }))
  const result = await inside(logins.owner, books, (sql) =>
    tried(sql, (inner) => inner`insert into posting ${inner(pair)}`),
  )
  expect(result).toBe('DB001')
})

test('an account or a period that postings name keeps its key and is not deleted', async () => {
  for (const table of ['account', 'period'])
    for (const statement of [`delete from ${table}`, `update ${table} set id = new_id()`]) {
      const result = await inside(logins.owner, books, (sql) => tried(sql, (inner) => inner.unsafe(statement)))
      expect(result, statement).toBe('DB009')
    }
})
