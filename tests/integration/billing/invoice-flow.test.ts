import { describe, expect, it } from 'vitest'
import { createTaxCode } from '../../../src/domain/billing/change-tax-code.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import type { NewLine } from '../../../src/domain/billing/invoice-line.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { voidInvoice } from '../../../src/domain/billing/void-invoice.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money, toDecimal } from '../../../src/lib/money.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

const consulting: NewLine = { description: 'Consulting', unitPriceMinor: 145_00n, quantityMilli: 12_500n }

const draft = (books: TestBooks, companyId: string, lines: NewLine[] = [consulting]) =>
  books.change((tx) => draftInvoice(tx, { companyId, lines, draftDate: '2026-11-20' }))

const issue = (books: TestBooks, id: string, date = '2026-11-20') => books.change((tx) => issueInvoice(tx, id, date))

async function balances(books: TestBooks): Promise<Record<string, string>> {
  const rows = await books.read((read) => listBalances(read, '2027-12-31'))
  return Object.fromEntries(rows.map((row) => [row.code, toDecimal(money(row.balance, 'EUR'))]))
}

async function provenBooks(books: TestBooks) {
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toEqual([])
}

describe('an invoice', () => {
  it('is drafted with a reference of its own, and posts nothing', async () => {
    const books = await newBooks()
    const invoice = await draft(books, await books.customer('Nordwind'))
    expect(invoice).toMatchObject({
      ref: 'DRAFT-1',
      number: null,
      status: 'draft',
      netMinor: 181250n,
      taxMinor: 34438n,
    })
    expect(await balances(books)).toEqual({})
  })

  it('is numbered and posted when issued, due by the customer’s terms', async () => {
    const books = await newBooks()
    const { id } = await draft(books, await books.customer('Nordwind'))
    expect(await issue(books, id)).toMatchObject({
      number: 'INV-2026-0001',
      status: 'issued',
      issueDate: '2026-11-20',
      dueDate: '2026-12-20',
      openMinor: 215688n,
    })
    expect(await balances(books)).toEqual({ '1200': '2156.88', '3806': '-344.38', '4400': '-1812.50' })
    await provenBooks(books)
  })

  it('is settled by payments: in part, in full, and what is too much is held on account', async () => {
    const books = await newBooks()
    const { id } = await draft(books, await books.customer('Nordwind'))
    await issue(books, id)
    const pay = (minor: bigint, date: string) =>
      books.change((tx) => payInvoice(tx, { invoiceId: id, date, amount: money(minor, 'EUR') }))
    expect((await pay(1000_00n, '2026-12-01')).invoice).toMatchObject({ status: 'part_paid', openMinor: 115688n })
    const last = await pay(1200_00n, '2026-12-15')
    expect(last.invoice).toMatchObject({ status: 'paid', openMinor: 0n })
    expect(last.payment).toMatchObject({ ref: 'PAY-2', unappliedMinor: 4312n })
    expect(await balances(books)).toEqual({
      '1200': '-43.12',
      '1800': '2200.00',
      '3806': '-344.38',
      '4400': '-1812.50',
    })
    await expect(pay(1n, '2026-12-16')).rejects.toMatchObject({ code: 'refused' })
    await provenBooks(books)
  })

  it('pays what is open when no amount is given', async () => {
    const books = await newBooks()
    const { id } = await draft(books, await books.customer('Nordwind'))
    await issue(books, id)
    const paid = await books.change((tx) => payInvoice(tx, { invoiceId: id, date: '2026-11-25' }))
    expect(paid.payment.amountMinor).toBe(215688n)
    expect(await balances(books)).toEqual({ '1800': '2156.88', '3806': '-344.38', '4400': '-1812.50' })
  })

  it('refuses to be issued or paid twice, paid as a draft, or voided once it is issued', async () => {
    const books = await newBooks()
    const customer = await books.customer('Nordwind')
    const { id } = await draft(books, customer)
    await expect(books.change((tx) => payInvoice(tx, { invoiceId: id, date: '2026-11-25' }))).rejects.toThrow(
      /still a draft/,
    )
    await issue(books, id)
    await expect(issue(books, id)).rejects.toThrow("INV-2026-0001 was issued on 20 Nov 2026. It can't be issued twice.")
    await expect(books.change((tx) => voidInvoice(tx, id))).rejects.toThrow(/only credited/)
    const other = await draft(books, customer)
    expect(await books.change((tx) => voidInvoice(tx, other.id))).toMatchObject({ status: 'void', number: null })
    await expect(issue(books, other.id)).rejects.toThrow(/was voided/)
  })

  it('is taxed at home by a code S that a company of a country without a general rate made itself', async () => {
    const books = await openTestBooks(first.db, first.clock, { country: 'US', currency: 'USD' })
    const customer = await books.customer('Zed')
    expect(await draft(books, customer)).toMatchObject({ taxMinor: 0n })
    await books.change((tx) => createTaxCode(tx, 'sale', 's', { ratePpm: 95_000, name: 'Sales tax' }))
    expect(await draft(books, customer)).toMatchObject({ netMinor: 181_250n, taxMinor: 17_219n })
  })

  it('refuses lines that make no invoice', async () => {
    const books = await newBooks()
    const customer = await books.customer('Nordwind')
    await expect(draft(books, customer, [])).rejects.toThrow('An invoice needs at least one line.')
    await expect(draft(books, customer, [{ description: ' ', unitPriceMinor: 1n }])).rejects.toThrow(/description/)
    await expect(draft(books, customer, [{ ...consulting, taxCode: 'X9' }])).rejects.toThrow(
      /There are: .*AE \(Reverse charge\)/,
    )
    const free = await draft(books, customer, [{ ...consulting, discountBp: 10_000 }])
    await expect(issue(books, free.id)).rejects.toThrow(/more than nothing/)
  })
})

describe('invoice numbers', () => {
  it('have no gap when an issue fails after others', async () => {
    const books = await newBooks()
    const customer = await books.customer('Nordwind')
    const october = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
    await books.change((tx) => closePeriod(tx, october.id))
    const drafts = [await draft(books, customer), await draft(books, customer), await draft(books, customer)]
    const ids = drafts.map((invoice) => invoice.id)
    expect((await issue(books, ids[0] ?? '')).number).toBe('INV-2026-0001')
    await expect(issue(books, ids[1] ?? '', '2026-10-15')).rejects.toThrow(/The next open date is 2026-11-01/)
    const broken = books.change(async (tx) => {
      await issueInvoice(tx, ids[1] ?? '', '2026-11-21')
      throw new Error('the command failed after the number was taken')
    })
    await expect(broken).rejects.toThrow()
    expect((await issue(books, ids[2] ?? '')).number).toBe('INV-2026-0002')
    expect((await issue(books, ids[1] ?? '', '2027-01-04')).number).toBe('INV-2027-0001')
    await provenBooks(books)
  })

  it('have no gap and no double under concurrency', async () => {
    const books = await newBooks()
    const customer = await books.customer('Nordwind')
    const drafts = []
    for (let i = 0; i < 12; i++) drafts.push(await draft(books, customer))
    const issued = await Promise.all(
      [...drafts, ...drafts.slice(0, 4)].map((invoice) => issue(books, invoice.id).catch(() => null)),
    )
    const numbers = issued.flatMap((invoice) => invoice?.number ?? []).sort()
    expect(numbers).toEqual(drafts.map((_, i) => `INV-2026-${String(i + 1).padStart(4, '0')}`))
    await provenBooks(books)
  })
})
