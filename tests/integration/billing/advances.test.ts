import { expect, it } from 'vitest'
import { allocateOpen } from '../../../src/domain/billing/allocate-open.js'
import { recordRefund } from '../../../src/domain/billing/refund.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { unallocate } from '../../../src/domain/billing/unallocate.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { getAccountFor } from '../../../src/domain/ledger/account-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import type { Area } from '../../../src/domain/ledger/period.js'
import { getPeriodOfMonth, lockPeriod } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money } from '../../../src/lib/money.js'
import { advanceDesk } from '../../support/advances.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'
import { differencesAt } from '../../support/control-differences.js'

const first = await testBooks()

async function desk() {
  const books = await openTestBooks(first.db, first.clock)
  const its = advanceDesk(books)
  await its.tax('S')
  return { books, ...its, customer: await books.customer('Nordwind') }
}

async function proven(books: TestBooks) {
  expect(await differencesAt(books, null)).toEqual([])
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toEqual([])
}

const payment = (id: string) => ({ kind: 'payment' as const, id })
const invoice = (id: string, amountMinor?: bigint) => ({
  kind: 'invoice' as const,
  id,
  ...(amountMinor && { amountMinor }),
})

it('is due in the month of receipt, and turned back in the month whose invoice takes it', async () => {
  const { books, receive, issue, declared, cleared, customer } = await desk()
  const advance = await receive(customer, '2026-09-10', 1190_00n)
  expect([await declared('2026-09-01'), await cleared()]).toEqual([['1000.00', '190.00'], '190.00'])
  await proven(books)
  const bill = await issue(customer, '2026-10-05', 3000_00n)
  expect(await declared('2026-10-01')).toEqual(['3000.00', '570.00'])
  await books.change((tx) => allocateOpen(tx, { from: payment(advance), to: [invoice(bill)], date: '2026-10-06' }))
  expect(await declared('2026-10-01')).toEqual(['2000.00', '380.00'])
  expect([await declared('2026-09-01', '2026-10-28'), await cleared()]).toEqual([['3000.00', '570.00'], '0.00'])
  await proven(books)
  await books.change((tx) =>
    unallocate(tx, { from: payment(advance), to: { kind: 'invoice', id: bill }, date: '2026-11-02' }),
  )
  expect([await declared('2026-11-01'), await cleared()]).toEqual([['1000.00', '190.00'], '190.00'])
  await proven(books)
})

it('is turned back for each invoice on the day on which it takes its part', async () => {
  const { books, receive, issue, cleared, customer } = await desk()
  const advance = await receive(customer, '2026-09-10', 1190_00n)
  const [early, late] = [await issue(customer, '2026-10-05', 300_00n), await issue(customer, '2026-11-05', 100_00n)]
  const to = [invoice(late), invoice(early)]
  await books.change((tx) => allocateOpen(tx, { from: payment(advance), to, date: '2026-10-06' }))
  expect([await cleared('2026-10-05'), await cleared('2026-10-06'), await cleared()]).toEqual([
    '190.00',
    '133.00',
    '114.00',
  ])
  await proven(books)
})

it('follows what is paid back, the refund that bounces, and the payment that does', async () => {
  const { books, receive, declared, cleared, customer } = await desk()
  const advance = await receive(customer, '2026-09-10', 1190_00n)
  const refund = await books.change((tx) =>
    recordRefund(tx, { of: payment(advance), date: '2026-10-02', amountMinor: 476_00n }),
  )
  expect([await declared('2026-10-01'), await cleared()]).toEqual([['-400.00', '-76.00'], '114.00'])
  await books.change((tx) => reversePayment(tx, { paymentId: refund.payment.id, date: '2026-10-04' }))
  expect([await declared('2026-10-01'), await cleared()]).toEqual([['0.00', '0.00'], '190.00'])
  await books.change((tx) => reversePayment(tx, { paymentId: advance, date: '2026-11-03' }))
  expect([await declared('2026-11-01'), await cleared()]).toEqual([['-1000.00', '-190.00'], '0.00'])
  await proven(books)
})

it('is only of what no document takes, at the rate of the payment', async () => {
  const { books, receive, declared, cleared } = await desk()
  const abroad = await books.change((tx) => createCompany(tx, { name: 'Overseas', currency: 'USD', termsDays: 30 }))
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', kind: 'spot', date: '2026-09-10', rate: '0.90', source: 'test' }),
  )
  await receive(abroad.id, '2026-09-10', 1190_00n, 'USD')
  expect([await declared('2026-09-01'), await cleared()]).toEqual([['900.00', '171.00'], '171.00'])
  await proven(books)
})

it('is of money recorded while it is on, and goes with the payment when it is off again', async () => {
  const { books, tax, receive, issue, cleared, customer } = await desk()
  const taxed = await receive(customer, '2026-09-10', 1190_00n)
  await tax(null)
  const untaxed = await receive(customer, '2026-09-11', 595_00n)
  expect(await cleared()).toBe('190.00')
  await tax('S')
  const bill = await issue(customer, '2026-10-05', 1000_00n)
  const take = (id: string, minor: bigint) =>
    books.change((tx) => allocateOpen(tx, { from: payment(id), to: [invoice(bill, minor)], date: '2026-10-06' }))
  await take(untaxed, 238_00n)
  expect(await cleared()).toBe('190.00')
  await take(taxed, 238_00n)
  expect(await cleared()).toBe('152.00')
  await proven(books)
})

it('is not due on money of a customer whose invoices have no tax', async () => {
  const { books, receive, cleared } = await desk()
  const given = { name: 'Vienna', currency: 'EUR', termsDays: 30, taxId: 'ATU12345675', address: { country: 'AT' } }
  const reverseCharged = await books.change((tx) => createCompany(tx, given))
  await receive(reverseCharged.id, '2026-09-10', 1190_00n)
  expect(await cleared()).toBe('0.00')
})

it('is locked with the payment that it follows, and not with entries by hand', async () => {
  const { books, receive, cleared, customer } = await desk()
  const { id: period } = await books.read((read) => getPeriodOfMonth(read, '2026-09'))
  const lock = (area: Area) => books.change((tx) => lockPeriod(tx, period, [area]))
  await lock('manual')
  await receive(customer, '2026-09-10', 1190_00n)
  expect(await cleared()).toBe('190.00')
  await lock('banking')
  await expect(receive(customer, '2026-09-11', 1190_00n)).rejects.toThrow(/locked for banking/)
})

it('is proved by the books: tax that stands on a payment and is not contained in what is left of it is told', async () => {
  const { books, receive, customer } = await desk()
  const advance = await receive(customer, '2026-09-10', 1190_00n)
  await books.change(async (tx) => {
    const [clearing, bank] = [await getAccountFor(tx, 'tax-on-advances'), await getAccountFor(tx, 'bank')]
    const line = (accountId: string, minor: bigint) => ({ accountId, amount: money(minor, 'EUR'), paymentId: advance })
    const id = tx.newId()
    const postings = [line(clearing.id, 1n), line(bank.id, -1n)]
    await postEntries(tx, [{ id, date: '2026-09-12', source: 'manual', memo: 'A cent', idempotencyKey: id, postings }])
  })
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toMatchObject([
    { law: 'advances', detail: { payment: 'PAY-1', posted_minor: 19001, due_minor: 19000 } },
  ])
})
