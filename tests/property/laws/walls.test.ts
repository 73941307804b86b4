import { beforeAll, describe, expect, test } from 'vitest'
import { fillEveryTable, listTables, ownerColumn, type Table } from './fill-every-table.js'
import { inside, openLogins, type Transaction, tried } from './logins.js'

const logins = await openLogins(1)
const tables = await listTables(logins.admin)
const theirs = await fillEveryTable(logins.admin, tables)
const ours = await fillEveryTable(logins.admin, tables)
const them = theirs.get('workspace') ?? ''
const us = ours.get('workspace') ?? ''

async function digest(workspace: string): Promise<string[]> {
  const each = tables.map(async ({ name }) => {
    const [row] = await logins.admin<{ digest: string }[]>`
      select md5(string_agg(t::text, '|')) as digest from ${logins.admin(name)} t where ${logins.admin(ownerColumn(name))} = ${workspace}`
    return `${name} ${row?.digest}`
  })
  return Promise.all(each)
}

/** A column that an update may name without running into another rule first. */
const harmless = (table: Table): string => (table.name === 'message' ? 'thread_id' : ownerColumn(table.name))

/** Everything one could try on their rows, standing in our workspace: the statement, and what may come of it. */
function attempts(table: Table): { statement: string; refusedBy: string[]; rows?: number }[] {
  const name = `public.${table.name}`
  const key = ownerColumn(table.name)
  const theirId = theirs.get(table.name)
  const columns = table.required.map((column) => column.name).join(', ')
  const copy = `select ${columns} from jsonb_populate_record(null::${name}, '${JSON.stringify(rows.get(table.name))}')`
  return [
    { statement: `select from ${name} where ${key} = '${them}'`, refusedBy: ['42501'], rows: 0 },
    { statement: `select from ${name} where id = '${theirId}'`, refusedBy: ['42501'], rows: 0 },
    {
      statement: `update ${name} set ${harmless(table)} = ${harmless(table)} where ${key} = '${them}' returning 1`,
      refusedBy: ['42501'],
      rows: 0,
    },
    { statement: `delete from ${name} where ${key} = '${them}' returning 1`, refusedBy: ['42501'], rows: 0 },
    { statement: `insert into ${name} (${columns}) ${copy}`, refusedBy: ['42501'] },
    { statement: `insert into ${name} (${columns}) ${copy} on conflict do nothing`, refusedBy: ['42501'] },
    {
      statement: `update ${name} set ${key} = '${them}' where id = '${ours.get(table.name)}'`,
      refusedBy: ['42501', 'DB009'],
    },
  ]
}

/** Their rows as they are stored, under a new id: what a forger would insert. */
const rows = new Map<string, Record<string, unknown>>()
beforeAll(async () => {
  for (const { name } of tables) {
    const [row] = await logins.admin<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) as row from ${logins.admin(name)} t where id = ${theirs.get(name) ?? ''}`
    rows.set(name, { ...row?.row, ...(name !== 'workspace' && { id: crypto.randomUUID() }) })
  }
})

/** Values that our own row has already and that must differ. */
const OTHERWISE_TAKEN: Record<string, Record<string, unknown>> = {
  message: { message_key: 'another' },
  thread_node: { message_key: 'another' },
  message_location: { uid: 2 },
}

/** What a row of a table refers to, in our own workspace. */
const ownKeys = (from: string): Record<string, unknown> =>
  Object.fromEntries(
    (tables.find(({ name }) => name === from)?.references ?? [])
      .filter(({ column }) => rows.get(from)?.[column])
      .map(({ column, table }) => [column, ours.get(table)]),
  )

describe('law 8', () => {
  test.each(['app', 'reader', 'queue', 'owner'] as const)(
    'as %s no table of another workspace is read, written or entered',
    async (login) => {
      const before = await digest(them)
      const leaks: string[] = []
      await inside(logins[login], { workspace: us }, async (sql) => {
        for (const table of tables)
          for (const { statement, refusedBy, rows: expected } of attempts(table)) {
            const result = await tried(sql, async (inner) => {
              const { count } = await inner.unsafe(statement)
              if (expected === undefined || count !== expected) leaks.push(`${login}: ${statement} (${count} rows)`)
            })
            if (result !== 'done' && !refusedBy.includes(result)) leaks.push(`${login}: ${statement} (${result})`)
          }
      })
      expect(leaks).toEqual([])
      expect(await digest(them)).toEqual(before)
    },
  )

  test.each(['app', 'reader', 'owner'] as const)(
    'as %s one sees one’s own rows, and without a workspace none',
    async (login) => {
      const counts = async (workspace: string) =>
        inside(logins[login], { workspace }, async (sql) => {
          const seen = []
          for (const { name } of tables)
            if (login !== 'reader' || !['secret', 'tombstone_key'].includes(name))
              seen.push((await sql`select from ${sql(name)}`).count)
          return new Set(seen)
        })
      expect(await counts(us)).toEqual(new Set([1]))
      expect(await counts('')).toEqual(new Set([0]))
    },
  )

  test('no reference reaches into another workspace, by any foreign key', async () => {
    const leaks: string[] = []
    const keys = tables.flatMap((table) => table.references.map((reference) => ({ ...reference, from: table.name })))
    for (const key of keys.filter(({ enforced }) => enforced)) {
      const result = await logins.admin.begin(async (sql) => {
        // Without our own triggers, so that nothing but the key itself stands in the way; as the owner, behind the wall.
        await sql`alter table ${sql(key.from)} disable trigger user`
        await sql`select set_config('daybook.workspace', ${us}, true), set_config('role', 'daybook_owner', true)`
        const outcome = await tried(sql, async (inner) => {
          await dropChecks(inner, key.from)
          await inner`
            update ${inner(key.from)} set ${inner(key.column)} = ${theirs.get(key.table) ?? ''} where id = ${ours.get(key.from) ?? ''}`
        })
        await sql`reset role`
        await sql`alter table ${sql(key.from)} enable trigger user`
        return outcome
      })
      if (result !== '23503') leaks.push(`${key.constraint}: ${result}`)
    }
    expect(keys.length).toBeGreaterThan(60)
    expect(leaks).toEqual([])
  })

  test('the ledger’s own keys, checked set-wise, reach no further either', async () => {
    const posting = { ...rows.get('posting'), workspace_id: us, entry_id: ours.get('journal_entry') }
    for (const change of [
      { account_id: theirs.get('account') },
      { entry_id: theirs.get('journal_entry') },
      { period_id: theirs.get('period') },
    ]) {
      const pair = [1, 2].map((line) => ({
        ...posting,
        ...change,
        id: crypto.randomUUID(),
        line: line + 10,
        base_minor: 0,
        amount_minor: 0,
      }))
      const result = await inside(logins.owner, { workspace: us }, (sql) =>
        tried(
          sql,
          (inner) =>
            inner`insert into posting select * from jsonb_populate_recordset(null::posting, ${inner.json(pair as never)})`,
        ),
      )
      expect(['23503', 'DB001'], JSON.stringify(change)).toContain(result)
    }
    const entry = (account: string | undefined) => [
      {
        id: crypto.randomUUID(),
        date: '2026-01-15',
        source: 'manual',
        idempotency_key: 'k',
        postings: [1, -1].map((amount_minor) => ({ account_id: account, amount_minor, currency: 'EUR' })),
      },
    ]
    const result = await inside(logins.app, { workspace: us }, (sql) =>
      tried(sql, (inner) => inner`select post_entries(${inner.json(entry(theirs.get('account')) as never)})`),
    )
    expect(result).toBe('DB005')
  })

  test('the keys of mail, checked set-wise, reach no further either, and what they name stays', async () => {
    const keys = tables.flatMap((table) => table.references.map((reference) => ({ ...reference, from: table.name })))
    const unenforced = keys.filter(({ enforced, table }) => !enforced && ['message', 'thread'].includes(table))
    expect(unenforced.map(({ from }) => from)).toEqual(
      expect.arrayContaining([
        'message',
        'message_ref',
        'participant',
        'attachment',
        'message_location',
        'thread_node',
      ]),
    )
    for (const { from, column, table, constraint } of unenforced) {
      const forged = { ...rows.get(from), workspace_id: us, id: crypto.randomUUID(), ...OTHERWISE_TAKEN[from] }
      for (const wrong of [theirs.get(table), crypto.randomUUID()]) {
        const change = { [column]: wrong ?? '' }
        const results = await inside(logins.owner, { workspace: us }, async (sql) => [
          await tried(
            sql,
            (inner) =>
              inner`insert into ${inner(from)} select * from jsonb_populate_record(null::${inner(from)}, ${inner.json({ ...forged, ...ownKeys(from), ...change } as never)})`,
          ),
          await tried(
            sql,
            (inner) => inner`update ${inner(from)} set ${inner(change)} where id = ${ours.get(from) ?? ''}`,
          ),
        ])
        expect(results[0], `insert, ${constraint}`).toBe('23503')
        expect(['23503', 'DB009'], `update, ${constraint}`).toContain(results[1])
      }
    }
    for (const parent of ['message', 'thread'])
      for (const login of ['app', 'owner'] as const)
        expect(['42501', 'DB009'], `${login} deletes a ${parent}`).toContain(
          await inside(logins[login], { workspace: us }, (sql) =>
            tried(sql, (inner) => inner`delete from ${inner(parent)} where id = ${ours.get(parent) ?? ''}`),
          ),
        )
  })

  test('the functions that write for the service don’t reach over the wall', async () => {
    await inside(logins.app, { workspace: us }, async (sql) => {
      const period = theirs.get('period') ?? ''
      expect(await tried(sql, (inner) => inner`select close_period(${period})`)).toBe('DB006')
      expect(
        await tried(
          sql,
          (inner) => inner`select reopen_period(${period}, ${theirs.get('approval') ?? ''}, '2999-01-01')`,
        ),
      ).toBe('DB006')
      const put = sql`select search.put('company', ${theirs.get('company') ?? ''}, 'COMP-9', 'Kranich', 'kranich', 'Brücke')`
      await put
    })
    await inside(logins.app, { workspace: them }, async (sql) => {
      expect(await sql`select * from search.find('kranich', '[{"kinds":["company"]}]')`).toHaveLength(0)
      expect(await sql`select * from search.near('company', 'kranich')`).toHaveLength(0)
      await sql`select search.remove('company', ${theirs.get('company') ?? ''})`
    })
    await inside(logins.reader, { workspace: us }, async (sql) => {
      expect(await sql`select * from search.find('krani', '[{"kinds":["company"]}]')`).toHaveLength(1)
      expect(await tried(sql, (inner) => inner`select from search.doc`)).toBe('42501')
    })
    expect(await inside(logins.owner, { workspace: them }, (sql) => sql`select from search.doc`)).toHaveLength(0)
  })
})

/** Some tables refer to one of several records: that rule would refuse a second one before the key is looked at. */
async function dropChecks(sql: Transaction, table: string): Promise<void> {
  const checks = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where contype = 'c' and conrelid = ${table}::regclass`
  for (const { name } of checks) await sql`alter table ${sql(table)} drop constraint ${sql(name)}`
}
