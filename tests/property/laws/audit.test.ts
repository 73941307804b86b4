import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillEveryTable, listTables } from './fill-every-table.js'
import { inside, openLogins, outcome, type Transaction } from './logins.js'

const logins = await openLogins(1)
const tables = await listTables(logins.admin)
const ids = await fillEveryTable(logins.admin, tables)
const workspace = ids.get('workspace') ?? ''
const actor = ids.get('staff') ?? ''
/** A second company, which the random changes leave alone. */
const calm = await fillEveryTable(logins.admin, tables)

type Column = { table: string; name: string; type: string }

/** Columns of business records that the service may set freely: under no rule, key, index of uniqueness or trigger (`keep_approval`). */
const columns: Column[] = await logins.admin<Column[]>`
  select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and obj_description(c.oid) = 'audited'
    and has_column_privilege('daybook_app', c.oid, a.attnum, 'update')
    and a.attname not in ('version', 'created_at', 'updated_at', 'simulated')
    and (c.relname, a.attname) not in (('approval', 'content_hash'), ('approval', 'department'), ('approval', 'proposal'))
    and format_type(a.atttypid, null) in ('text', 'integer', 'boolean', 'jsonb', 'date', 'timestamp with time zone')
    and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n' and a.attnum = any(k.conkey))
    and not exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey))
  order by 1, 2`

/** Two different values of each type, as SQL would take them from JSON. */
const samples: Record<string, [unknown, unknown]> = {
  text: ['Ärger, "Gold" & 5 %', ''],
  integer: [7, -1],
  boolean: [true, false],
  jsonb: [{ a: [1, null] }, { a: [] }],
  date: ['2026-02-28', '2024-02-29'],
  'timestamp with time zone': ['2026-01-02T03:04:05+00:00', '1999-12-31T23:59:59+00:00'],
}

const change = fc.record({
  column: fc.constantFrom(...columns),
  values: fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 3 }),
  via: fc.constantFrom('slack', 'mail', 'terminal', 'job'),
  reference: fc.option(fc.stringMatching(/^[A-Z0-9]{6}$/)),
  someone: fc.boolean(),
})

type AuditRow = {
  actor_id: string | null
  via: string
  reference: string | null
  action: string
  before: unknown
  after: unknown
  at: Date
}

const auditOf = (sql: Transaction, table: string, id: string) =>
  sql<AuditRow[]>`select actor_id, via, reference, action, before, after, at from audit_log
    where entity = ${table} and entity_id = ${id} order by id`

const setTo = (sql: Transaction, { table, name }: Column, value: unknown) => sql`
  update ${sql(table)} t set ${sql(name)} = new.${sql(name)}
  from jsonb_populate_record(null::${sql(table)}, ${sql.json({ [name]: value } as never)}) new
  where t.id = ${ids.get(table) ?? ''} returning to_jsonb(t) ->> 'version' as version`

test('law 9: every change of a business record says who, when, through which face, and what it was and became', async () => {
  expect(new Set(columns.map((column) => column.table)).size).toBeGreaterThan(20)
  await fc.assert(
    fc.asyncProperty(change, async ({ column, values, via, reference, someone }) => {
      const id = ids.get(column.table) ?? ''
      const settings = { workspace, via, reference: reference ?? '', actor: someone ? actor : '' }
      await inside(logins.app, settings, async (sql) => {
        const was = async (): Promise<unknown> =>
          (await sql`select to_jsonb(t) -> ${column.name} as value from ${sql(column.table)} t where id = ${id}`)[0]?.[
            'value'
          ]
        for (const pick of values) {
          const [before, known] = [await was(), (await auditOf(sql, column.table, id)).length]
          await setTo(sql, column, samples[column.type]?.[pick])
          const after = await was()
          const news = (await auditOf(sql, column.table, id)).slice(known)
          if (JSON.stringify(before) === JSON.stringify(after)) {
            expect(news).toEqual([])
            continue
          }
          expect(news).toHaveLength(1)
          expect(news[0]).toMatchObject({ via, reference, actor_id: someone ? actor : null, action: 'update' })
          expect(news[0]?.before).toMatchObject({ [column.name]: before })
          expect(news[0]?.after).toMatchObject({ [column.name]: after })
          // What did not change is not repeated.
          expect(Object.keys(news[0]?.after as object).filter((key) => key !== 'version')).toEqual([column.name])
          expect(news[0]?.at).toBeInstanceOf(Date)
        }
      })
    }),
    { numRuns: 300 },
  )
})

test('a record’s beginning and end are written down whole', async () => {
  const id = crypto.randomUUID()
  await inside(logins.app, { workspace, actor, via: 'slack', reference: 'R1' }, async (sql) => {
    await sql`insert into company ${sql({ workspace_id: workspace, id, ref: 'COMP-7', name: 'Moor', name_key: 'moor', currency: 'EUR' })}`
    await sql`delete from company where id = ${id}`
    const [made, gone, ...more] = await auditOf(sql, 'company', id)
    expect(more).toEqual([])
    expect(made).toMatchObject({
      action: 'insert',
      before: null,
      after: { name: 'Moor', ref: 'COMP-7' },
      actor_id: actor,
    })
    expect(gone).toMatchObject({ action: 'delete', before: { name: 'Moor', ref: 'COMP-7' }, after: null, via: 'slack' })
  })
})

test('the audit says that a secret changed, never what it is', async () => {
  await inside(logins.app, { workspace: calm.get('workspace') ?? '', via: 'setup' }, async (sql) => {
    const id = calm.get('secret') ?? ''
    await sql`update secret set ciphertext = '\\xdeadbeef' where id = ${id}`
    const [row] = await auditOf(sql, 'secret', id)
    expect(row?.after).toMatchObject({ ciphertext: '[secret]' })
    expect(JSON.stringify(row)).not.toContain('deadbeef')
  })
})

test('nobody changes a record without saying whose it is, the migrator included', async () => {
  const rename = (sql: Transaction) => sql`update company set name = 'Other' where id = ${ids.get('company') ?? ''}`
  expect(await outcome(inside(logins.migrator, { workspace: '' }, rename))).toBe('42501')
  expect(await outcome(inside(logins.migrator, { workspace, via: 'setup' }, rename))).toBe('done')
})

test('versions count changes only, and the time is the database’s own but in a simulated company', async () => {
  const id = calm.get('pipeline') ?? ''
  const workspace = calm.get('workspace') ?? ''
  const touch = (now: string, position: number) =>
    inside(logins.app, { workspace, now }, async (sql) => {
      const [row] = await sql<{ version: number; updated_at: Date }[]>`
        update pipeline set position = ${position}, version = 99, updated_at = '1999-01-01' where id = ${id} returning version, updated_at`
      return row
    })
  const past = '2020-05-05T00:00:00.000Z'
  const first = await touch(past, 1)
  expect(first?.version).toBe(2)
  expect(first?.updated_at.getUTCFullYear()).toBeGreaterThan(2020)
  expect(await touch(past, 1)).toEqual(first)
  await inside(logins.app, { workspace }, (sql) => sql`update workspace set simulated = true`)
  expect(await touch(past, 2)).toEqual({ version: 3, updated_at: new Date(past) })
})
