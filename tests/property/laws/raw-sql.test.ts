import { expect, test } from 'vitest'
import { openCompany, plainEntry, post } from './company-books.js'
import { inside, openLogins, type Transaction, tried } from './logins.js'

const logins = await openLogins()
const books = await openCompany(logins.app)

test('laws 1 and 3 by raw SQL of the service: nothing gets into the books past the function, and no period is opened by hand', async () => {
  await inside(logins.app, books, async (sql) => {
    await post(sql, [plainEntry(books, '2026-01-15', 5n)])
    const [january] = await sql<{ id: string }[]>`select id from period where year = 2026 and number = 1`
    await sql`select close_period(${january?.id ?? ''})`
  })
  const entry = JSON.stringify([plainEntry(books, '2026-01-20', 5n)])
  const closed = `(select id from period where year = 2026 and number = 1)`
  const refused: [statement: string, by: string][] = [
    [`update period set state = 'open'`, '42501'],
    [`update period set locked_areas = '{}'`, '42501'],
    [`update period set starts_on = starts_on - 1 where number = 2`, '42501'],
    [`delete from period where number = 1`, '42501'],
    [`insert into period select * from period where number = 1`, '42501'],
    [`insert into period_reopening select * from period_reopening`, '42501'],
    [`select reopen_period(${closed}, new_id(), now() + interval '1 day')`, 'DB010'],
    [`insert into journal_entry select * from journal_entry`, '42501'],
    [`insert into posting select * from posting`, '42501'],
    [`insert into unsealed select * from unsealed`, '42501'],
    [`select * from post_entries('${entry}'::jsonb)`, 'DB002'],
    [
      `select write_entries('${entry}'::jsonb, array['x'], 'EUR', array['2026-01-20'::date], array[${closed}], now())`,
      '42501',
    ],
    [`select open_periods(array['2026-02-20'::date])`, '42501'],
    [`select write_ready('{}'::ready_entry[], now())`, '42501'],
    [`alter table posting disable trigger all`, '42501'],
    [`alter table posting drop constraint posting_pkey`, '42501'],
    [`set session_replication_role = replica`, '42501'],
    [`set role daybook_owner`, '42501'],
  ]
  const results: [string, string][] = []
  for (const [statement] of refused)
    results.push([statement, await inside(logins.app, books, (sql) => tried(sql, (inner) => inner.unsafe(statement)))])
  expect(results).toEqual(refused)
  expect(await inside(logins.reader, books, (sql) => sql`select from journal_entry`)).toHaveLength(1)
})

test('laws 1, 3 and 8 by raw SQL of the service: a load that isn’t sound, isn’t open or isn’t ours posts nothing', async () => {
  const theirs = await openCompany(logins.app)
  const load = (sql: Transaction, date: string, accounts: readonly string[], amounts: string) =>
    sql`select * from load_entries(array[new_id()], array[${date}::date], '{import}', '{}', array[new_id()::text], null,
      '{1,1}', '{1,2}', ${accounts}::uuid[], ${amounts}::bigint[], '{EUR,EUR}', null, null, null, null, null, null, null, null, null)`
  await inside(logins.app, books, async (sql) => {
    const [before] = await sql`select count(*) from journal_entry`
    const own = [books.bank, books.sales]
    for (const [date, accounts, amounts] of [
      ['2026-02-20', own, '{5,-4}'],
      ['2026-01-20', own, '{5,-5}'],
      ['2026-02-20', [theirs.bank, theirs.sales], '{5,-5}'],
      ['2026-02-20', [books.receivable, books.sales], '{5,-5}'],
      ['2026-02-20', own, '{5}'],
    ] as const)
      expect(await load(sql, date, accounts, amounts)).toHaveLength(0)
    expect(await sql`select count(*) from journal_entry`).toEqual([before])
    expect(await load(sql, '2026-02-20', own, '{5,-5}')).toHaveLength(1)
  })
})

test('a load with a line that belongs to none of its entries is refused by raw SQL, and says which', async () => {
  const load = (sql: Transaction, entries: string, amounts: string) =>
    sql`select * from load_entries(array[new_id(), new_id()], '{2026-02-20,2026-02-20}', '{import,import}', '{}', array[new_id()::text, new_id()::text],
      null, ${entries}::integer[], '{1,2,1,2,3,4}', array_cat(array_fill(${books.bank}::uuid, '{3}'), array_fill(${books.sales}::uuid, '{3}')),
      ${amounts}::bigint[], array_fill('EUR'::text, '{6}'), null, null, null, null, null, null, null, null, null)`
  const amounts = '{5,-5,5,-5,5,-5}'
  for (const [entries, line] of [
    ['{1,1,2,2,3,3}', 5],
    ['{1,1,2,2,0,0}', 5],
    ['{1,1,2,NULL,2,2}', 4],
    ['{1,1,2,2}', 5],
    ['{7,7,7,7,7,7}', 1],
  ] as const)
    await inside(logins.app, books, async (sql) => {
      const refused = sql.savepoint((inner) => load(inner, entries, amounts))
      await expect(refused).rejects.toThrow(`Line ${line} of the load belongs to none of its 2 entries.`)
    })
  expect(await inside(logins.app, books, (sql) => load(sql, '{1,1,2,2,2,2}', amounts))).toHaveLength(2)
})
