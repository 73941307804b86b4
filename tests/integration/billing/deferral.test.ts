import { expect, it } from 'vitest'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postReleases } from '../../../src/domain/ledger/post-releases.js'
import revenue from '../../../src/domain/reports/finance/revenue.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'
import { runReport } from '../../support/run-report.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

const SUPPORT = { description: 'Support', unitPriceMinor: 92_000n, serviceFrom: '2026-08-01', serviceTo: '2026-10-31' }
const SETUP = { description: 'Setting up', unitPriceMinor: 10_000n }

/** Deferred income, income, and output tax at the end of a day. */
async function balances(books: TestBooks, asOf: string) {
  const rows = await books.read((read) => listBalances(read, asOf))
  const of = (code: string) => rows.find((row) => row.code === code)?.balance ?? 0n
  return [of('3900'), of('4400'), of('3806')]
}

async function issued(books: TestBooks, currency = 'EUR') {
  const companyId = await books.customer('Brightwater')
  return books.change(async (tx) => {
    const draft = await draftInvoice(tx, { companyId, currency, draftDate: '2026-08-10', lines: [SUPPORT, SETUP] })
    return issueInvoice(tx, draft.id, '2026-08-10')
  })
}

const verified = async (books: TestBooks) =>
  books.read(({ sql }) => sql`select law, problem, detail from verify_books()`)

it('income of later months waits; its tax doesn’t, and what is done at once is earned at once', async () => {
  const books = await newBooks()
  await issued(books)
  expect(await balances(books, '2026-08-10')).toEqual([-92_000n, -10_000n, -19_380n])
  await books.change((tx) => postReleases(tx, '2026-09'))
  expect(await balances(books, '2026-09-30')).toEqual([-31_000n, -71_000n, -19_380n])
  await books.change((tx) => postReleases(tx, '2026-10'))
  expect(await balances(books, '2026-10-31')).toEqual([0n, -102_000n, -19_380n])
  expect(await verified(books)).toEqual([])
})

it('a credit for the whole takes back what is unreleased too, and nothing is released after it', async () => {
  const books = await newBooks()
  const { id } = await issued(books)
  await books.change((tx) => postReleases(tx, '2026-08'))
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-09-15', credited: 'rest' }))
  expect(await balances(books, '2026-09-15')).toEqual([0n, 0n, 0n])
  expect(await books.change((tx) => postReleases(tx, '2026-12'))).toHaveLength(0)
  expect(await verified(books)).toEqual([])
})

it('the report of revenue tells what a credit note took back from what was released', async () => {
  const books = await newBooks()
  const { id } = await issued(books)
  await books.change((tx) => postReleases(tx, '2026-08'))
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-09-15', credited: 'rest' }))
  const { rows } = await runReport(books, revenue, { from: '2026-08', to: '2026-09' })
  expect(rows).toMatchObject([
    { income: '410.00', released: '310.00', deferred: '920.00', cancelled: '0.00', waiting: '610.00' },
    { income: '-410.00', released: '0.00', deferred: '0.00', cancelled: '610.00', waiting: '0.00' },
  ])
})

it('in another currency it is released at the rate of the invoice', async () => {
  const books = await newBooks()
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', date: '2026-08-10', kind: 'spot', rate: '0.9', source: 'test' }),
  )
  await issued(books, 'USD')
  await books.change((tx) => postReleases(tx, '2026-10'))
  const [deferred, income] = await balances(books, '2026-10-31')
  expect([deferred, income]).toEqual([0n, -91_800n])
  expect(await verified(books)).toEqual([])
})

it('a credit of a part cancels its share of what is unreleased and turns its share of what was; the rest goes on', async () => {
  const books = await newBooks()
  const { id } = await issued(books)
  await books.change((tx) => postReleases(tx, '2026-08'))
  // A quarter of all: of 920.00 of support 310.00 were released by then.
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-09-15', credited: { netMinor: 25_500n } }))
  expect(await balances(books, '2026-09-15')).toEqual([-45_750n, -30_750n, -14_535n])
  await books.change((tx) => postReleases(tx, '2026-09'))
  expect(await balances(books, '2026-09-30')).toEqual([-23_250n, -53_250n, -14_535n])
  // What is left of it, after that.
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-10-05', credited: 'rest' }))
  expect(await balances(books, '2026-10-31')).toEqual([0n, 0n, 0n])
  expect(await books.change((tx) => postReleases(tx, '2026-12'))).toHaveLength(0)
  expect(await verified(books)).toEqual([])
})

it('a credit of a line takes back what that line holds, and leaves the others', async () => {
  const books = await newBooks()
  const companyId = await books.customer('Brightwater')
  const hosting = { ...SUPPORT, description: 'Hosting', unitPriceMinor: 9_200n }
  const { id } = await books.change(async (tx) => {
    const draft = await draftInvoice(tx, { companyId, draftDate: '2026-08-10', lines: [SUPPORT, hosting, SETUP] })
    return issueInvoice(tx, draft.id, '2026-08-10')
  })
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-08-20', credited: { positions: [1] } }))
  expect(await balances(books, '2026-08-20')).toEqual([-9_200n, -10_000n, -3_648n])
  await books.change((tx) => creditInvoice(tx, { invoiceId: id, date: '2026-08-21', credited: { positions: [3] } }))
  expect(await balances(books, '2026-08-21')).toEqual([-9_200n, 0n, -1_748n])
  await books.change((tx) => postReleases(tx, '2026-10'))
  expect(await balances(books, '2026-10-31')).toEqual([0n, -9_200n, -1_748n])
  expect(await verified(books)).toEqual([])
})

it('a discount line of the same days is spread with what it lessens', async () => {
  const books = await newBooks()
  const companyId = await books.customer('Brightwater')
  await books.change(async (tx) => {
    const off = { ...SUPPORT, description: 'Loyal customer', unitPriceMinor: -9_200n }
    const draft = await draftInvoice(tx, { companyId, draftDate: '2026-08-10', lines: [SUPPORT, off] })
    return issueInvoice(tx, draft.id, '2026-08-10')
  })
  expect((await balances(books, '2026-08-10')).slice(0, 2)).toEqual([-82_800n, 0n])
  expect(await verified(books)).toEqual([])
})
