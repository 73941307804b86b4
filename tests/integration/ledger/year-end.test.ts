import { expect, it } from 'vitest'
import type { SqlScope } from '../../../src/db/sql-workspace.js'
import { listAccounts } from '../../../src/domain/ledger/account-store.js'
import { balanceSheetOf } from '../../../src/domain/ledger/balance-sheet.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { closeLateEntries, closeYear, endYearReopenings } from '../../../src/domain/ledger/close-year.js'
import {
  listAccountMonths,
  listMonthlyResults,
  listUnadjustedResults,
} from '../../../src/domain/ledger/monthly-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { getCarriedForward } from '../../../src/domain/ledger/year-end-store.js'
import { entry, openTestBooks, type TestBooks, testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const first = await testBooks()
const RENT = '6310'
const SALES = '4400'
const BANK = '1800'
const RETAINED = '2970'

async function newBooks(): Promise<TestBooks> {
  const books = await openTestBooks(first.db, first.clock)
  first.clock.set(new Date('2027-03-01T09:00:00Z'))
  await post(books, '2026-05-10', { [BANK]: '1000.00', [SALES]: '-1000.00' })
  await post(books, '2026-06-10', { [RENT]: '400.00', [BANK]: '-400.00' })
  await post(books, '2027-01-01', { [BANK]: '70.00', [SALES]: '-70.00' })
  return books
}

const post = (books: TestBooks, date: string, lines: Record<string, string>, adjusting = false) =>
  books.change(async (tx) => postEntries(tx, [await entry(tx, date, 'x', lines, adjusting ? { adjusting } : {})]))

async function balances(read: SqlScope, asOf: string, seal: bigint | null = null) {
  const rows = await listBalances(read, asOf, seal)
  return Object.fromEntries(rows.map(({ code, balance }) => [code, Number(balance)]))
}
const at = (books: TestBooks, asOf: string, seal: bigint | null = null) =>
  books.read((read) => balances(read, asOf, seal))

async function result(books: TestBooks, from: string, to: string, seal: bigint | null = null): Promise<number> {
  const rows = await books.read((read) => listMonthlyResults(read, { from, to }, seal))
  return Number(0n - rows.reduce((sum, { movement }) => sum + movement, 0n))
}

/** By month, as `account show` draws it. */
const months = (books: TestBooks, code: string) =>
  books.read(async (read) => {
    const account = (await listAccounts(read)).find((each) => each.code === code)
    return listAccountMonths(read, account?.id ?? '', { from: '2026-01', to: '2027-12' })
  })

async function retained(books: TestBooks): Promise<string> {
  const [row] = await books.read(
    ({ sql, scope }) => sql<{ code: string }[]>`
      select code from account where workspace_id = ${scope.workspaceId} and purpose = 'retained-earnings'`,
  )
  return row?.code ?? RETAINED
}

it.each([true, false])(
  'a closed year keeps its figures; the next begins with none of its income (sealed: %s)',
  async (sealed) => {
    const books = await newBooks()
    const code = await retained(books)
    const before = { end: await at(books, '2026-12-31'), result: await result(books, '2026-01', '2026-12') }
    const { seal } = { seal: (await sealAll(books.db, books.scope)).sealNumber }
    await books.change((tx) => closeYear(tx, 2026))
    if (sealed) await sealAll(books.db, books.scope)

    expect(await at(books, '2026-12-31')).toEqual(before.end)
    expect(await result(books, '2026-01', '2026-12')).toBe(before.result)
    expect(await at(books, '2027-01-01')).toEqual({ [BANK]: 67_000, [SALES]: -7_000, [code]: -60_000 })
    expect(await at(books, '2027-01-15')).toEqual({ [BANK]: 67_000, [SALES]: -7_000, [code]: -60_000 })
    expect(await at(books, '2027-02-15')).toEqual({ [BANK]: 67_000, [SALES]: -7_000, [code]: -60_000 })
    expect(await result(books, '2027-01', '2027-12')).toBe(7_000)
    expect(await months(books, SALES)).toEqual([
      { month: '2026-05', movement: -100_000n },
      { month: '2027-01', movement: -7_000n },
    ])
    // What was known before stays as it was said then.
    expect(await at(books, '2027-01-15', seal)).toEqual({ [BANK]: 67_000, [SALES]: -107_000, [RENT]: 40_000 })
    expect(await result(books, '2027-01', '2027-12', seal)).toBe(7_000)
    expect(await books.read(verifyBooks)).toEqual([])
  },
)

it('what comes late is carried over by its difference, once; closing again posts nothing', async () => {
  const books = await newBooks()
  const code = await retained(books)
  await books.change((tx) => closeYear(tx, 2026))
  expect((await books.change((tx) => closeYear(tx, 2026))).entry).toBeNull()
  await post(books, '2026-11-10', { [RENT]: '50.00', [BANK]: '-50.00' })
  await post(books, '2026-12-31', { [RENT]: '5.00', [BANK]: '-5.00' }, true)
  expect(await books.change(closeLateEntries)).toEqual([2026])
  expect(await books.change(closeLateEntries)).toEqual([])
  expect((await at(books, '2027-01-01'))[code]).toBe(-54_500)
  expect((await at(books, '2027-01-01'))[RENT]).toBeUndefined()
  expect(await result(books, '2026-01', '2026-12')).toBe(54_500)
  const ofTheMonths = async () => {
    const rows = await books.read((read) => listUnadjustedResults(read, { from: '2026-01', to: '2026-12' }))
    return rows.reduce((sum, { movement }) => sum - Number(movement), 0)
  }
  expect(await ofTheMonths()).toBe(55_000)
  await sealAll(books.db, books.scope)
  expect(await ofTheMonths()).toBe(55_000)
})

it('says of what came late that it comes on top of what was closed', async () => {
  const books = await newBooks()
  const { hire, confirm } = commandDesk(books)
  await hire('Cora', 'controller')
  const close = async () => (await confirm('Cora', 'year close 2026')).reply.headline
  expect(await close()).toBe('2026 is closed: a profit of 600.00 EUR to retained earnings')
  await post(books, '2026-11-10', { [RENT]: '50.00', [BANK]: '-50.00' })
  expect(await close()).toBe('2026 is closed: a further loss of 50.00 EUR to retained earnings')
})

it('is taken back for a time that a second person approves, and closes again by itself', async () => {
  const books = await newBooks()
  const code = await retained(books)
  const { hire, say, confirm, done, data } = commandDesk(books)
  await hire('Cora', 'controller')
  await hire('Cem', 'controller')
  expect((await say('Cora', 'year reopen 2026 reason:Late')).reply.headline).toBe('2026 is not closed.')
  await done('Cora', 'year close 2026')
  expect((await say('Cora', 'year reopen 2026 reason:" "')).ok).toBe(false)
  const { approval } = await data('Cora', 'year reopen 2026 reason:"A bill is missing" hours:24')
  expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(/somebody else must decide/)
  expect((await at(books, '2027-02-15'))[code]).toBe(-60_000)

  // What is carried over meanwhile makes it another question.
  await post(books, '2026-11-10', { [RENT]: '50.00', [BANK]: '-50.00' })
  await books.change(closeLateEntries)
  expect((await say('Cem', `approval approve ${approval}`)).reply.headline).toMatch(/is void/)

  const again = await data('Cora', 'year reopen 2026 reason:"A bill is missing" hours:24')
  const approved = await confirm('Cem', `approval approve ${again['approval']}`)
  expect(approved.reply.text).toMatch(/^2026 is open until 2 Mar 2027, 09:00, and is then closed again/)
  expect(await at(books, '2027-02-15')).toEqual({ [BANK]: 62_000, [SALES]: -107_000, [RENT]: 45_000 })
  expect(await books.change(endYearReopenings)).toEqual([])
  first.clock.advance(24 * 3_600_000)
  expect(await books.change(endYearReopenings)).toEqual([2026])
  expect(await books.change(endYearReopenings)).toEqual([])
  expect((await at(books, '2027-02-15'))[code]).toBe(-55_000)
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('two who close a year at once post it once', async () => {
  const books = await newBooks()
  const code = await retained(books)
  await Promise.all([1, 2, 3].map(() => books.change((tx) => closeYear(tx, 2026))))
  expect((await at(books, '2027-02-15'))[code]).toBe(-60_000)
})

it('is refused before the year is over', async () => {
  const books = await newBooks()
  await expect(books.change((tx) => closeYear(tx, 2027))).rejects.toThrow(
    '2027 ends on 2027-12-31; it can be closed after that.',
  )
})

it('the balance sheet balances before and after, and says whose result it is', async () => {
  const books = await newBooks()
  const sheet = async (asOf: string) =>
    books.read(async (read) => {
      const before = await listBalances(read, '2026-12-31')
      const open = before
        .filter(({ kind }) => kind === 'income' || kind === 'expense')
        .reduce((sum, { balance }) => sum + balance, 0n)
      const { sections, difference } = balanceSheetOf(
        await listBalances(read, asOf),
        open + (await getCarriedForward(read, '2027-01-01', null)),
      )
      return {
        difference,
        equity: Object.fromEntries(sections[2].rows.map(({ name, balance }) => [name, Number(balance)])),
      }
    })
  expect(await sheet('2027-02-01')).toEqual({
    difference: 0n,
    equity: { 'Result of earlier years, not carried over': 60_000, 'Result of the year': 7_000 },
  })
  await books.change((tx) => closeYear(tx, 2026))
  const after = await sheet('2027-02-01')
  expect(after.difference).toBe(0n)
  expect(after.equity).toMatchObject({ 'Result of the year': 7_000 })
  expect(Object.values(after.equity).reduce((sum, each) => sum + each, 0)).toBe(67_000)
  expect(Object.keys(after.equity)).not.toContain('Result of earlier years, not carried over')
})
