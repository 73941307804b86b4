import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftInvoice, issueInvoice, openCompany, plainEntry, post } from './company-books.js'
import { inside, openLogins, type Transaction } from './logins.js'

const CLIENTS = 5
const logins = await openLogins(CLIENTS + 1)

class Undone extends Error {}

/** What a client does in one transaction; `rollBack` undoes it at its very end, after it took its numbers. */
const step = fc.record({
  kind: fc.constantFrom('invoice', 'invoice', 'entry', 'seal'),
  rollBack: fc.boolean(),
  seal: fc.integer({ min: 1, max: 5 }),
})
const plans = fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: CLIENTS, maxLength: CLIENTS })

test('law 4: invoice numbers and entry numbers have no gap and no double, whatever races and rolls back', async () => {
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
          if (kind === 'invoice')
            await once(
              async (sql) => [await issueInvoice(sql, books, await draftInvoice(sql, books), '2026-03-02')],
              1,
              rollBack,
            )
          if (kind === 'entry')
            await once((sql) => post(sql, [plainEntry(books, '2026-04-01', 3n)]).then(() => []), 1, rollBack)
          if (kind === 'seal') await once((sql) => sql`select seal_entries(${seal})`.then(() => []), 0, rollBack)
        }
      }
      await Promise.all(clients.map(run))

      const wanted = issued.map((_, index) => `INV-2026-${String(index + 1).padStart(4, '0')}`)
      expect([...issued].sort()).toEqual(wanted)
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
