import { expect, test } from 'vitest'
import { openCompany, plainEntry, post } from './company-books.js'
import { inside, openLogins, tried } from './logins.js'

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
