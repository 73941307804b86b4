import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomIds } from '../../../src/lib/ids.js'
import { type EntryInput, openCompany, type PostingInput, post } from './company-books.js'
import { inside, openLogins, outcome, tried } from './logins.js'

const logins = await openLogins()
const books = await openCompany(logins.app)
const accounts = [books.bank, books.sales, books.costs]

type Line = { account: number; currency: string; amount: bigint; base: bigint }

/** One side of an entry; in the base currency both amounts are the same, elsewhere they have the same sign. */
const line: fc.Arbitrary<Line> = fc
  .record({
    account: fc.integer({ min: 0, max: 2 }),
    currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
    amount: fc.bigInt({ min: -500n, max: 500n }),
    rate: fc.bigInt({ min: 1n, max: 3n }),
  })
  .map(({ rate, ...rest }) => ({ ...rest, base: rest.currency === 'EUR' ? rest.amount : rest.amount * rate }))

/** Random lines; often mended by a last one that makes the base sum zero, sometimes with a cent missing. */
const lines = fc
  .record({
    lines: fc.array(line, { maxLength: 5 }),
    mend: fc.constantFrom('no', 'base', 'base', 'own', 'own', 'cent'),
  })
  .map(({ lines: open, mend }): Line[] => {
    const last = open.at(-1)
    if (mend === 'no' || !last) return open
    const base = -sum(open, 'base') + (mend === 'cent' ? 1n : 0n)
    const sameCurrency = open.every((each) => each.currency === last.currency)
    if (mend === 'own' && sameCurrency)
      return [...open, { account: 0, currency: last.currency, amount: -sum(open, 'amount'), base }]
    return [...open, { account: 0, currency: 'EUR', amount: base, base }]
  })

const sum = (all: readonly Line[], side: 'amount' | 'base'): bigint =>
  all.reduce((total, each) => total + each[side], 0n)

/** Law 1 in words of our own, for the database to agree with. */
function balances(all: readonly Line[]): boolean {
  const currencies = new Set(all.map((each) => each.currency))
  const ownSum = currencies.size === 1 ? sum(all, 'amount') : 0n
  const opposite = all.some((each) => (each.amount < 0n && each.base > 0n) || (each.amount > 0n && each.base < 0n))
  return all.length >= 2 && sum(all, 'base') === 0n && ownSum === 0n && !opposite
}

function entryOf(all: readonly Line[]): EntryInput {
  const id = randomIds.next()
  const postings = all.map(
    (each): PostingInput => ({
      account_id: accounts[each.account] ?? '',
      amount_minor: `${each.amount}`,
      currency: each.currency,
      ...(each.currency !== 'EUR' && { base_minor: `${each.base}` }),
    }),
  )
  return { id, date: '2026-05-04', source: 'manual', idempotency_key: id, postings }
}

test('law 1: an entry is taken if and only if it balances', async () => {
  const seen = { taken: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 4 }), async (batch) => {
      const entries = batch.map(entryOf)
      const good = batch.every(balances)
      const result = await outcome(inside(logins.app, books, (sql) => post(sql, entries)))
      expect(result).toBe(good ? 'done' : 'DB001')
      const stored = await inside(
        logins.reader,
        books,
        (sql) => sql`select from journal_entry where id = any(${entries.map((entry) => entry.id)})`,
      )
      expect(stored).toHaveLength(good ? entries.length : 0)
      seen[good ? 'taken' : 'refused'] += 1
    }),
    { numRuns: 250 },
  )
  expect(seen.taken).toBeGreaterThan(20)
  expect(seen.refused).toBeGreaterThan(20)
  const unbalanced = await inside(
    logins.reader,
    books,
    (sql) => sql`select entry_id from posting group by entry_id having sum(base_minor) <> 0 or count(*) < 2`,
  )
  expect(unbalanced).toEqual([])
  expect(await inside(logins.reader, books, (sql) => sql`select * from verify_books()`)).toEqual([])
})

test('law 1 holds for the owner too, who inserts past the function', async () => {
  const [period] = await inside(
    logins.owner,
    books,
    (sql) => sql<{ id: string }[]>`select id from period where year = 2026 and number = 5`,
  )
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), async (all, oneByOne) => {
      const entry = entryOf(all)
      const head = { workspace_id: books.workspace, id: entry.id, date: entry.date, period_id: period?.id ?? '' }
      const rows = all.map((each, index) => ({
        workspace_id: books.workspace,
        id: randomIds.next(),
        line: index + 1,
        date: entry.date,
        amount_minor: `${each.amount}`,
        currency: each.currency,
        base_minor: `${each.base}`,
        entry_id: entry.id,
        account_id: accounts[each.account] ?? '',
        period_id: head.period_id,
      }))
      const result = await inside(logins.owner, books, (sql) =>
        tried(sql, async (inner) => {
          const whole = {
            ...head,
            source: 'manual',
            memo: '',
            idempotency_key: entry.id,
            request_hash: '',
            recorded_at: '2026-05-04T10:00:00Z',
            via: 'setup',
          }
          const together = oneByOne ? rows.slice(0, 1) : rows
          if (together.length === 0) await inner`insert into journal_entry ${inner(whole)}`
          else
            await inner`with head as (insert into journal_entry ${inner(whole)}) insert into posting ${inner(together)}`
          for (const row of rows.slice(together.length)) await inner`insert into posting ${inner(row)}`
          await inner`set constraints all immediate`
        }),
      )
      // Line by line no entry is ever whole, so that way is closed altogether.
      if (balances(all) && !oneByOne) expect(result).toBe('done')
      else expect(['DB001', '23514']).toContain(result)
    }),
    { numRuns: 150 },
  )
})
