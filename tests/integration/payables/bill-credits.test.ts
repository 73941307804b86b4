import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/db/in-workspace.js'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { closeYear } from '../../../src/domain/ledger/close-year.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { creditBill } from '../../../src/domain/payables/credit-bill.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { money } from '../../../src/lib/money.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

async function posted(tx: Tx, id: string) {
  await tx.prisma.bill.updateMany({ where: { id }, data: { status: 'approved' } })
  return postBill(tx, id)
}

async function billed(currency: string, statedTax?: Record<string, bigint>) {
  const books = await newBooks()
  const companyId = await books.customer('Acme')
  const billId = await books.change(async (tx) => {
    for (const [date, rate] of [
      ['2026-10-01', '0.90'],
      ['2026-11-01', '0.95'],
    ] as const)
      await putRate(tx, { currency: 'USD', date, kind: 'spot', rate, source: 'test' })
    const taxCode = statedTax ? 'S' : 'O'
    const lines = [{ description: 'Travel', unitPriceMinor: 100_05n, account: '6837', taxCode }]
    const { id } = await receiveBill(tx, {
      companyId,
      currency,
      billDate: '2026-10-05',
      lines,
      ...(statedTax ? { statedTax } : {}),
    })
    await posted(tx, id)
    return id
  })
  const credit = (more: { netMinor?: bigint } = {}) =>
    books.change((tx) => creditBill(tx, { billId, billDate: '2026-11-10', ownerId: null, ...more }))
  return { books, billId, credit }
}

describe('a supplier’s credit note', () => {
  it('takes back no more than is left beside others, posted or waiting', async () => {
    const { books, credit } = await billed('EUR')
    const part = await credit({ netMinor: 60_05n })
    await expect(credit()).rejects.toThrow(new RegExp(`has 40.00 EUR net left beside ${part.ref}`))
    const rest = await credit({ netMinor: 40_00n })
    await expect(credit({ netMinor: 1n })).rejects.toThrow(/0.00 EUR net left/)
    await books.change(async (tx) => {
      await posted(tx, part.id)
      await tx.prisma.bill.updateMany({ where: { id: rest.id }, data: { netMinor: 41_00n, totalMinor: 41_00n } })
    })
    await expect(books.change((tx) => posted(tx, rest.id))).rejects.toThrow(/more of BILL-1 than is left/)
  })

  it('of a whole bill takes back the tax that the bill stated, to the cent', async () => {
    const { books, billId, credit } = await billed('EUR', { S: 19_03n })
    const { id, taxMinor } = await credit()
    expect(taxMinor).toBe(19_03n)
    await books.change((tx) => posted(tx, id))
    expect(await books.change((tx) => tx.prisma.bill.findFirst({ where: { id: billId } }))).toMatchObject({
      openMinor: 0n,
    })
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('is worth what the bill was: a cancellation leaves no cost and no exchange difference', async () => {
    const { books, credit } = await billed('USD')
    const { id } = await credit()
    await books.change((tx) => posted(tx, id))
    const left = await books.read((read) => listBalances(read, '2026-11-30'))
    expect(left.filter(({ balance }) => balance !== 0n)).toEqual([])
    expect(await books.read(({ sql }) => sql`select id from journal_entry where source = 'exchange'`)).toHaveLength(0)
  })
})

describe('a year with foreign cost', () => {
  const close = async (lines: readonly (readonly [code: string, minor: bigint, baseMinor: bigint])[]) => {
    const books = await newBooks()
    books.clock.set(new Date('2027-02-01T09:00:00Z'))
    await books.change(async (tx) => {
      for (const [code, minor, baseMinor] of lines) {
        const [cost, bank] = [(await getAccount(tx, { code })).id, (await getAccount(tx, { code: '1800' })).id]
        const id = tx.newId()
        const amount = money(minor, 'USD')
        const postings = [
          { accountId: cost, amount, baseMinor },
          { accountId: bank, amount: money(-minor, 'USD'), baseMinor: -baseMinor },
        ]
        await postEntries(tx, [
          { id, date: '2026-10-05', source: 'manual', memo: 'Travel', idempotencyKey: id, postings },
        ])
      }
    })
    const { entry } = await books.change((tx) => closeYear(tx, 2026))
    expect((await books.change((tx) => closeYear(tx, 2026))).entry).toBeNull()
    expect(await books.read(verifyBooks)).toEqual([])
    return entry?.postings.map(({ amount, baseMinor }) => [amount.minor, amount.currency, baseMinor])
  }

  it('is closed where an amount and its worth go opposite ways', async () => {
    expect(
      await close([
        ['6837', 1000_00n, 900_00n],
        ['6837', -990_00n, -940_50n],
      ]),
    ).toEqual([
      [-10_00n, 'USD', 0n],
      [0n, 'USD', 40_50n],
      [-40_50n, 'EUR', -40_50n],
    ])
  })

  it('is closed where all of it is foreign and the result is nothing', async () => {
    expect(
      await close([
        ['6837', 1000_00n, 900_00n],
        ['6855', -990_00n, -900_00n],
      ]),
    ).toEqual([
      [-1000_00n, 'USD', -900_00n],
      [990_00n, 'USD', 900_00n],
      [0n, 'EUR', 0n],
    ])
  })
})
