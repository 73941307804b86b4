import { describe, expect, it } from 'vitest'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { reverseEntry } from '../../../src/domain/ledger/reverse-entry.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { trialBalanceOf } from '../../../src/domain/ledger/trial-balance.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { toDecimal } from '../../../src/lib/money.js'
import { entry, openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

/** Three months of a small company, as an accountant would write them down. Bank 1800, capital 2900, rent 6310, sales 4400, VAT 3806. */
const entries: [date: string, memo: string, lines: Record<string, string>][] = [
  ['2026-09-01', 'Capital paid in', { '1800': '25000.00', '2900': '-25000.00' }],
  ['2026-09-15', 'Rent September', { '6310': '1200.00', '1800': '-1200.00' }],
  ['2026-09-30', 'Cash sale', { '1800': '1190.00', '4400': '-1000.00', '3806': '-190.00' }],
  ['2026-10-15', 'Rent October', { '6310': '1200.00', '1800': '-1200.00' }],
  ['2026-10-31', 'Salaries October', { '6020': '4000.00', '1800': '-4000.00' }],
  ['2026-11-15', 'Rent November', { '6310': '1250.50', '1800': '-1250.50' }],
]

const expected: Record<string, Record<string, string>> = {
  '2026-09-14': { '1800': '25000.00', '2900': '-25000.00' },
  '2026-09-30': { '1800': '24990.00', '2900': '-25000.00', '3806': '-190.00', '4400': '-1000.00', '6310': '1200.00' },
  '2026-10-20': { '1800': '23790.00', '2900': '-25000.00', '3806': '-190.00', '4400': '-1000.00', '6310': '2400.00' },
  '2026-11-30': {
    '1800': '18539.50',
    '2900': '-25000.00',
    '3806': '-190.00',
    '4400': '-1000.00',
    '6020': '4000.00',
    '6310': '3650.50',
  },
}

const post = (books: TestBooks, list: typeof entries) =>
  books.change(async (tx) =>
    postEntries(tx, await Promise.all(list.map(([date, memo, lines]) => entry(tx, date, memo, lines)))),
  )

async function balances(books: TestBooks, asOf: string, seal: bigint | null = null): Promise<Record<string, string>> {
  const rows = await books.read((read) => listBalances(read, asOf, seal))
  return Object.fromEntries(rows.map((row) => [row.code, toDecimal({ minor: row.balance, currency: 'EUR' })]))
}

describe('the trial balance', () => {
  it.each([
    ['nothing is sealed', 0],
    ['half is sealed', 3],
    ['all is sealed', 6],
  ])('is what the entries say at every date when %s', async (_, sealed) => {
    const books = await newBooks()
    await post(books, entries.slice(0, sealed))
    if (sealed > 0) await sealAll(books.db, books.scope)
    await post(books, entries.slice(sealed))
    for (const [asOf, table] of Object.entries(expected)) expect(await balances(books, asOf)).toEqual(table)
    const { totals } = trialBalanceOf(await books.read((read) => listBalances(read, '2026-11-30')))
    expect(totals).toEqual({ debit: 2619000n, credit: 2619000n, balance: 0n })
  })

  it('at a seal gives the same figures whatever is posted later, also into the past', async () => {
    const books = await newBooks()
    await post(books, entries.slice(0, 3))
    const { sealNumber } = await sealAll(books.db, books.scope)
    const before = await balances(books, '2026-09-30', sealNumber)
    await post(books, [['2026-09-02', 'A late bill', { '6310': '77.00', '1800': '-77.00' }], ...entries.slice(3)])
    expect(await balances(books, '2026-09-30', sealNumber)).toEqual(before)
    await sealAll(books.db, books.scope)
    expect(await balances(books, '2026-09-30', sealNumber)).toEqual(before)
    expect(await balances(books, '2026-09-30')).toEqual({ ...before, '1800': '24913.00', '6310': '1277.00' })
  })

  it('is left as it was by an entry and its reversal', async () => {
    const books = await newBooks()
    await post(books, entries.slice(0, 2))
    const before = await balances(books, '2026-11-30')
    const [posted] = await post(books, [['2026-10-05', 'A mistake', { '6310': '99.00', '1800': '-99.00' }]])
    await books.change((tx) => reverseEntry(tx, posted?.entryId ?? '', '2026-10-06'))
    expect(await balances(books, '2026-11-30')).toEqual({ ...before })
    expect(await balances(books, '2026-10-05')).not.toEqual(before)
    await sealAll(books.db, books.scope)
    expect(await books.read(verifyBooks)).toEqual([])
  })
})
