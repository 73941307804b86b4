import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/db/in-workspace.js'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { planRevaluation, postRevaluation } from '../../../src/domain/ledger/post-revaluation.js'
import { money } from '../../../src/lib/money.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

const balanceOf = async (books: TestBooks, code: string, asOf: string) =>
  (await books.read((read) => listBalances(read, asOf))).find((row) => row.code === code)?.balance ?? 0n
const problemsOf = (books: TestBooks) => books.read(({ sql }) => sql`select law, problem, detail from verify_books()`)

describe('revaluation', () => {
  const hold = async (tx: Tx) => {
    const [bank, equity] = [await getAccount(tx, { code: '1800' }), await getAccount(tx, { code: '2900' })]
    const id = tx.newId()
    const postings = [
      { accountId: bank.id, amount: money(100_000n, 'USD'), baseMinor: 90_000n },
      { accountId: equity.id, amount: money(-90_000n, 'EUR') },
    ]
    await postEntries(tx, [{ id, date: '2026-10-05', source: 'manual', memo: 'Dollars', idempotencyKey: id, postings }])
  }

  it('carries foreign money at the closing rate on the last day, and at its own on the next; again posts nothing', async () => {
    const books = await newBooks()
    await books.change(hold)
    await expect(books.change((tx) => planRevaluation(tx, '2026-10', 'EUR'))).rejects.toThrow(/fx set USD/)
    await books.change((tx) =>
      putRate(tx, { currency: 'USD', date: '2026-10-30', kind: 'closing', rate: '0.95', source: 'test' }),
    )
    await books.change((tx) => postRevaluation(tx, '2026-10', 'EUR'))
    expect(await balanceOf(books, '1890', '2026-10-31')).toBe(5_000n)
    expect(await balanceOf(books, '6881', '2026-10-31')).toBe(-5_000n)
    expect(await balanceOf(books, '1890', '2026-11-01')).toBe(0n)
    await expect(books.change((tx) => postRevaluation(tx, '2026-10', 'EUR'))).rejects.toThrow(/Nothing to revalue/)
    await books.change(hold)
    await books.change((tx) => postRevaluation(tx, '2026-10', 'EUR'))
    expect(await balanceOf(books, '1890', '2026-10-31')).toBe(10_000n)
    expect(await problemsOf(books)).toEqual([])
  })

  it('asked for twice at the same moment is posted once', async () => {
    const books = await newBooks()
    await books.change(hold)
    await books.change((tx) =>
      putRate(tx, { currency: 'USD', date: '2026-10-30', kind: 'closing', rate: '0.95', source: 'test' }),
    )
    const both = await Promise.allSettled([1, 2].map(() => books.change((tx) => postRevaluation(tx, '2026-10', 'EUR'))))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(String(both.find((each) => each.status === 'rejected')?.reason)).toMatch(/Nothing to revalue/)
    expect(await balanceOf(books, '1890', '2026-10-31')).toBe(5_000n)
  })
})
