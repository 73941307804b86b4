import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomIds } from '../../../src/lib/ids.js'
import { draftInvoice, issueInvoice, openCompany, plainEntry, post } from './company-books.js'
import { inside, openLogins, type Transaction, tried } from './logins.js'

const CLIENTS = 5
const logins = await openLogins(CLIENTS + 1)

class Undone extends Error {}

/** What a client does in one transaction; `rollBack` undoes it at its very end, after it took its numbers. */
const step = fc.record({
  kind: fc.constantFrom('invoice', 'invoice', 'credit_note', 'entry', 'seal'),
  rollBack: fc.boolean(),
  seal: fc.integer({ min: 1, max: 5 }),
})
const plans = fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: CLIENTS, maxLength: CLIENTS })

test('law 4: numbers of invoices, credit notes and entries have no gap and no double, whatever races and rolls back', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (clients) => {
      const books = await openCompany(logins.app)
      const issued: string[] = []
      let entries = 0
      const once = async (work: (sql: Transaction) => Promise<string[]>, posts: number, rollBack: boolean) => {
        const running = inside(logins.app, books, async (sql) => {
          const numbers = await work(sql)
          await sql`set constraints all immediate`
          if (rollBack) throw new Undone()
          return numbers
        })
        const numbers = await running.catch((error: unknown) => {
          if (error instanceof Undone) return undefined
          throw error
        })
        if (!numbers) return
        issued.push(...numbers)
        entries += posts
      }
      const run = async (steps: (typeof clients)[number]) => {
        for (const { kind, rollBack, seal } of steps) {
          if (kind === 'invoice' || kind === 'credit_note')
            await once(
              async (sql) => [
                await issueInvoice(sql, books, { id: await draftInvoice(sql, books, kind), date: '2026-03-02', kind }),
              ],
              1,
              rollBack,
            )
          if (kind === 'entry')
            await once((sql) => post(sql, [plainEntry(books, '2026-04-01', 3n)]).then(() => []), 1, rollBack)
          if (kind === 'seal') await once((sql) => sql`select seal_entries(${seal})`.then(() => []), 0, rollBack)
        }
      }
      await Promise.all(clients.map(run))

      for (const series of ['CN', 'INV']) {
        const given = issued.filter((number) => number.startsWith(series)).toSorted()
        expect(given).toEqual(given.map((_, index) => `${series}-2026-${String(index + 1).padStart(4, '0')}`))
      }
      await inside(logins.app, books, (sql) => sql`select seal_entries()`)
      const numbers = await inside(
        logins.reader,
        books,
        (sql) => sql<{ number: string }[]>`select number from sealed_entry order by number`,
      )
      expect(numbers.map((row) => Number(row.number))).toEqual(Array.from({ length: entries }, (_, index) => index + 1))
      expect(await inside(logins.reader, books, (sql) => sql`select * from verify_books()`)).toEqual([])
    }),
    { numRuns: 15 },
  )
})

/** What an invoice says with its number, as the service may try to have it said otherwise. */
const CHANGES = {
  number: `'INV-2026-9999'`,
  kind: `case kind when 'invoice' then 'credit_note' else 'invoice' end`,
  ref: `ref || 'x'`,
  issue_date: `issue_date + 1`,
  company_id: `(select id from company where id <> company_id limit 1)`,
  currency: `'USD'`,
  net_minor: `net_minor + 1, total_minor = total_minor + 1`,
  tax_minor: `tax_minor + 1, total_minor = total_minor + 1`,
  fx_rate: `2`,
  imported: `true`,
  entry_id: `(select id from journal_entry where id <> entry_id limit 1)`,
  workspace_id: `new_id()`,
  id: `new_id()`,
}

test('law 4 by raw SQL of the service: what has a number keeps it with what it says, and no number is taken past an invoice', async () => {
  const books = await openCompany(logins.app)
  const draft = await inside(logins.app, books, async (sql) => {
    await sql`insert into company ${sql({ workspace_id: books.workspace, id: randomIds.next(), ref: 'COMP-2', name: 'Heide', name_key: 'heide', currency: 'EUR' })}`
    for (const kind of ['invoice', 'invoice', 'credit_note'] as const)
      await issueInvoice(sql, books, { id: await draftInvoice(sql, books, kind), date: '2026-03-02', kind })
    // Brought in with its number, and no entry of ours yet.
    await sql`insert into invoice (workspace_id, id, ref, status, number, imported, currency, draft_date, issue_date, due_date, terms_days, company_id)
      values (${books.workspace}, ${randomIds.next()}, 'OLD-1', 'paid', 'OLD-1', true, 'EUR', '2026-01-01', '2026-01-01', '2026-01-01', 0, ${books.customer})`
    return draftInvoice(sql, books)
  })
  const line = `insert into invoice_line (workspace_id, id, invoice_id, position, description, quantity_milli, unit_price_minor, net_minor, tax_minor, account_id)`
  const values = (where: string) =>
    `${line} select workspace_id, new_id(), id, 9, 'x', 1000, 0, 0, 0, (select id from account where code = '4400') from invoice where ${where}`
  const refused: [statement: string, by: string][] = [
    ...Object.entries(CHANGES).map(([column, value]): [string, string] => [
      `update invoice set ${column} = ${value} where number is not null`,
      'DB009',
    ]),
    [`update invoice set number = null, status = 'void', entry_id = null where number is not null`, 'DB009'],
    [`delete from invoice where imported`, 'DB009'],
    [`delete from invoice where number is not null and not imported`, '23503'],
    [`truncate invoice cascade`, '42501'],
    [
      `update invoice set status = 'issued', number = 'INV-2026-0003', issue_date = draft_date, due_date = draft_date where id = '${draft}'`,
      'DB009',
    ],
    [
      `insert into invoice (workspace_id, id, ref, status, number, currency, draft_date, issue_date, due_date, terms_days, company_id)
      select workspace_id, new_id(), 'X-1', 'paid', 'INV-2026-0003', currency, draft_date, issue_date, due_date, 0, company_id from invoice limit 1`,
      'DB009',
    ],
    [values('number is not null and not imported'), 'DB009'],
    [`select next_document_number('invoice', '2026-03-02')`, '42501'],
    [`select next_document_numbers('credit_note', '2026-03-02', 3)`, '42501'],
    [`update number_series set next_number = 7`, '42501'],
    [
      `select number_drafts('2026-03-02', jsonb_build_array(jsonb_build_object('id', id, 'version', version, 'due_date', draft_date,
        'open_minor', '100', 'base_open_minor', '100', 'title', 'x', 'title_key', 'x', 'body', 'x'))) from invoice where id = '${draft}'`,
      '23514',
    ],
  ]
  for (const [statement, by] of refused) {
    const result = await inside(logins.app, books, (sql) => tried(sql, (inner) => inner.unsafe(statement)))
    expect(result, statement).toBe(by)
  }
  // Drafts and what changes of an invoice as it is paid go on.
  for (const statement of [
    values(`id = '${draft}'`),
    `update invoice set open_minor = 0, base_open_minor = 0, status = 'paid', number = number where number is not null`,
    `delete from invoice where id = '${draft}'`,
  ])
    expect(await inside(logins.app, books, (sql) => tried(sql, (inner) => inner.unsafe(statement))), statement).toBe(
      'done',
    )
})

test('a sealed order is the recorded order, and every seal says again what it said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), async (batches) => {
      const books = await openCompany(logins.app)
      const said: string[] = []
      const balances = (seal: number) =>
        inside(
          logins.reader,
          books,
          (sql) => sql`select code, currency, amount_minor::text from trial_balance('2026-06-15', ${seal})`,
        ).then((rows) => JSON.stringify(rows))
      for (const [index, size] of batches.entries()) {
        const dates = ['2026-05-30', '2026-06-10', '2026-06-20', '2026-07-01']
        await inside(logins.app, books, async (sql) => {
          await post(
            sql,
            dates.slice(0, size).map((date) => plainEntry(books, date, BigInt(size))),
          )
          await sql`select seal_entries()`
        })
        said.push(await balances(index + 1))
      }
      for (const [index, was] of said.entries()) expect(await balances(index + 1)).toBe(was)
      const order = await inside(
        logins.reader,
        books,
        (sql) => sql`select from (select s.number, lag(s.number) over (order by e.recorded_at, e.id) as before
          from sealed_entry s join journal_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id) x
          where number <> coalesce(before, 0) + 1`,
      )
      expect(order).toHaveLength(0)
    }),
    { numRuns: 10 },
  )
})
