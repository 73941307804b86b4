import { describe, expect, it } from 'vitest'
import { allocateOpen } from '../../../src/domain/billing/allocate-open.js'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { disputeInvoice } from '../../../src/domain/billing/dispute-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { listOverdue } from '../../../src/domain/billing/dunning-store.js'
import type { Invoice } from '../../../src/domain/billing/invoice.js'
import { getInvoice } from '../../../src/domain/billing/invoice-store.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { recordRefund } from '../../../src/domain/billing/refund.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { unallocate } from '../../../src/domain/billing/unallocate.js'
import { writeOffInvoice } from '../../../src/domain/billing/write-off-invoice.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money, toDecimal } from '../../../src/lib/money.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'
import { differencesAt } from '../../support/control-differences.js'

const first = await testBooks()

async function desk() {
  const books = await openTestBooks(first.db, first.clock)
  return { books, customer: await books.customer('Nordwind') }
}

/** 1,190.00 EUR with 19 % of tax, unless told otherwise. */
const invoiceOf = (
  books: TestBooks,
  companyId: string,
  given: { date?: string; currency?: string; minor?: bigint; tax?: string } = {},
): Promise<Invoice> =>
  books.change(async (tx) => {
    const { date = '2026-11-02', currency = 'EUR', minor = 1000_00n, tax = 'S' } = given
    const lines = [{ description: 'Work', unitPriceMinor: minor, taxCode: tax }]
    const { id } = await draftInvoice(tx, { companyId, currency, lines, draftDate: date })
    return issueInvoice(tx, id, date)
  })

/** Balances in the base currency by account code, at the end of all. */
async function balances(books: TestBooks): Promise<Record<string, string>> {
  const rows = await books.read(
    ({ sql, scope }) => sql<{ code: string; base: bigint }[]>`
      select a.code, sum(p.base_minor)::bigint as base from posting p
      join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where p.workspace_id = ${scope.workspaceId} group by a.code having sum(p.base_minor) <> 0 order by a.code`,
  )
  return Object.fromEntries(rows.map(({ code, base }) => [code, toDecimal(money(base, 'EUR'))]))
}

async function proven(books: TestBooks) {
  expect(await differencesAt(books, null)).toEqual([])
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toEqual([])
}

const rate = (books: TestBooks, currency: string, date: string, value: string) =>
  books.change((tx) => putRate(tx, { currency, kind: 'spot', date, rate: value, source: 'test' }))

describe('foreign currency', () => {
  it('posts at the rate of the document, and what the payment was worth more is a gain of its own', async () => {
    const { books, customer } = await desk()
    await rate(books, 'USD', '2026-11-02', '0.90')
    await rate(books, 'USD', '2026-11-20', '0.95')
    const invoice = await invoiceOf(books, customer, { currency: 'USD', tax: 'Z' })
    expect(invoice).toMatchObject({ openMinor: 1000_00n, baseOpenMinor: 900_00n, fxRate: '0.9' })
    const half = { invoiceId: invoice.id, date: '2026-11-20', amount: money(400_00n, 'USD') }
    const { invoice: after } = await books.change((tx) => payInvoice(tx, half))
    expect(after).toMatchObject({ status: 'part_paid', openMinor: 600_00n, baseOpenMinor: 540_00n })
    expect(await balances(books)).toEqual({ '1200': '540.00', '1800': '380.00', '4400': '-900.00', '6880': '-20.00' })
    await proven(books)
  })

  it('takes what the bank account really moved by as its worth, in whatever currency that is', async () => {
    const { books, customer } = await desk()
    await rate(books, 'USD', '2026-11-02', '0.90')
    await rate(books, 'GBP', '2026-11-18', '1.10')
    const invoice = await invoiceOf(books, customer, { currency: 'USD', tax: 'Z' })
    await books.change((tx) =>
      payInvoice(tx, { invoiceId: invoice.id, date: '2026-11-20', moved: money(800_00n, 'GBP') }),
    )
    expect(await balances(books)).toEqual({ '1800': '880.00', '4400': '-900.00', '6880': '20.00' })
    await proven(books)
  })

  it('names the command where a rate is missing or too old, and posts nothing', async () => {
    const { books, customer } = await desk()
    await rate(books, 'USD', '2026-10-20', '0.90')
    await expect(invoiceOf(books, customer, { currency: 'USD' })).rejects.toThrow(
      'There is no exchange rate of USD for 2 Nov 2026 or the 7 days before it. Set it and try again: fx set USD rate:1.0834 date:2026-11-02',
    )
    expect(await balances(books)).toEqual({})
  })
})

describe('what settles without money', () => {
  it('a discount gives its tax back, a fee and withheld tax do not; together they settle the invoice', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    const differences = { discount: 23_80n, fee: 10_00n, withholding: 50_00n }
    const { invoice, payments } = await books.change((tx) =>
      payInvoice(tx, { invoiceId: id, date: '2026-11-12', differences }),
    )
    expect(invoice).toMatchObject({ status: 'paid', openMinor: 0n })
    expect(payments.map(({ method, amountMinor }) => [method, amountMinor])).toEqual([
      ['bank', 1106_20n],
      ['discount', 23_80n],
      ['fee', 10_00n],
      ['withholding', 50_00n],
    ])
    // 23.80 less 19 %: 20.00 of sales, 3.80 of tax.
    expect(await balances(books)).toMatchObject({ '1800': '1106.20', '3806': '-186.20', '6855': '10.00' })
    await proven(books)
  })

  it('a write-off asks whether tax is relieved, and is undone when the customer pays after all', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    const give = (relief?: boolean) =>
      books.change((tx) =>
        writeOffInvoice(tx, { invoiceId: id, date: '2026-11-20', ...(relief === undefined ? {} : { relief }) }),
      )
    await expect(give()).rejects.toThrow(/relief:yes .* or relief:no/)
    const { invoice } = await give(true)
    expect(invoice).toMatchObject({ status: 'written_off', openMinor: 0n })
    expect(await balances(books)).toEqual({ '4400': '-1000.00', '6930': '1000.00' })
    const [paper] = await books.change((tx) =>
      tx.prisma.payment.findMany({ where: { method: 'write_off', companyId: customer } }),
    )
    await books.change((tx) => reversePayment(tx, { paymentId: paper?.id ?? '', date: '2026-11-25' }))
    expect(await books.change((tx) => getInvoice(tx, id))).toMatchObject({ status: 'issued', openMinor: 1190_00n })
    await proven(books)
  })
})

describe('a payment', () => {
  it('pays many invoices in order, holds the rest on account, and lets a later invoice take it', async () => {
    const { books, customer } = await desk()
    const [one, two] = [await invoiceOf(books, customer), await invoiceOf(books, customer, { minor: 100_00n })]
    const { payments, after } = await books.change((tx) =>
      recordPayment(tx, {
        direction: 'in',
        party: { companyId: customer },
        date: '2026-11-10',
        amount: money(1500_00n, 'EUR'),
        settle: [one, two].map(({ id }) => ({ kind: 'invoice', id })),
      }),
    )
    expect([...after.values()].map(({ status }) => status)).toEqual(['paid', 'paid'])
    expect(payments[0]).toMatchObject({ unappliedMinor: 191_00n })
    const later = await invoiceOf(books, customer, { date: '2026-11-15' })
    const from = { kind: 'payment' as const, id: payments[0]?.id ?? '' }
    const to = { kind: 'invoice' as const, id: later.id }
    await books.change((tx) => allocateOpen(tx, { from, to: [to], date: '2026-11-16' }))
    expect(await books.change((tx) => getInvoice(tx, later.id))).toMatchObject({
      openMinor: 999_00n,
      status: 'part_paid',
    })
    await books.change((tx) => unallocate(tx, { from, to, date: '2026-11-18' }))
    expect(await books.change((tx) => getInvoice(tx, later.id))).toMatchObject({
      openMinor: 1190_00n,
      status: 'issued',
    })
    await proven(books)
  })

  it('that bounced opens its invoices again; twice is refused', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    const { payment } = await books.change((tx) => payInvoice(tx, { invoiceId: id, date: '2026-11-10' }))
    const bounce = () => books.change((tx) => reversePayment(tx, { paymentId: payment.id, date: '2026-11-14' }))
    await bounce()
    expect(await books.change((tx) => getInvoice(tx, id))).toMatchObject({ status: 'issued', openMinor: 1190_00n })
    await expect(bounce()).rejects.toThrow(`${payment.ref} was reversed on 14 Nov 2026 already.`)
    await proven(books)
  })

  it('of one customer settles nothing of another’s', async () => {
    const { books, customer } = await desk()
    const other = await invoiceOf(books, await books.customer('Helios'))
    const wrong = books.change((tx) =>
      recordPayment(tx, {
        direction: 'in',
        party: { companyId: customer },
        date: '2026-11-10',
        amount: money(100n, 'EUR'),
        settle: [{ kind: 'invoice', id: other.id }],
      }),
    )
    await expect(wrong).rejects.toThrow(/not of the same company/)
  })
})

describe('a credit note', () => {
  const credit = (
    books: TestBooks,
    invoiceId: string,
    credited: Parameters<typeof creditInvoice>[1]['credited'] = 'rest',
  ) => books.change((tx) => creditInvoice(tx, { invoiceId, date: '2026-11-20', credited }))

  it('of the whole cancels an open invoice, in a series of its own', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    const done = await credit(books, id)
    expect(done.credit).toMatchObject({ number: 'CN-2026-0001', status: 'paid', openMinor: 0n, correctsId: id })
    expect(await books.change((tx) => getInvoice(tx, id))).toMatchObject({ status: 'credited', openMinor: 0n })
    expect(await balances(books)).toEqual({})
    await expect(credit(books, id)).rejects.toThrow('INV-2026-0001 is credited in full already.')
    await proven(books)
  })

  it('of a paid invoice is held, and paid back', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    await books.change((tx) => payInvoice(tx, { invoiceId: id, date: '2026-11-10' }))
    const { credit: note } = await credit(books, id, { netMinor: 100_00n })
    expect(note).toMatchObject({ status: 'issued', totalMinor: 119_00n, openMinor: 119_00n })
    const of = { kind: 'credit_note' as const, id: note.id }
    const { payment } = await books.change((tx) => recordRefund(tx, { of, date: '2026-11-22' }))
    expect(payment).toMatchObject({ direction: 'out', amountMinor: 119_00n, unappliedMinor: 0n })
    expect(await balances(books)).toEqual({ '1800': '1071.00', '3806': '-171.00', '4400': '-900.00' })
    await expect(books.change((tx) => recordRefund(tx, { of, date: '2026-11-23' }))).rejects.toThrow(/has 0.00 EUR/)
    await books.change((tx) => reversePayment(tx, { paymentId: payment.id, date: '2026-11-24' }))
    expect(await books.change((tx) => getInvoice(tx, note.id))).toMatchObject({ status: 'issued', openMinor: 119_00n })
    await proven(books)
  })

  it('keeps the invoice’s rate, so that crediting gains and loses nothing', async () => {
    const { books, customer } = await desk()
    await rate(books, 'USD', '2026-11-02', '0.9137')
    await rate(books, 'USD', '2026-11-20', '0.7001')
    const { id } = await invoiceOf(books, customer, { currency: 'USD', minor: 333_33n })
    await credit(books, id)
    expect(await balances(books)).toEqual({})
    await proven(books)
  })

  it('never credits more than is left', async () => {
    const { books, customer } = await desk()
    const { id } = await invoiceOf(books, customer)
    await credit(books, id, { netMinor: 400_00n })
    await expect(credit(books, id, { netMinor: 600_01n })).rejects.toThrow('has 600.00 EUR net left to credit')
    await expect(credit(books, id, { positions: [1] })).rejects.toThrow(/only 600.00 EUR net is left/)
    await expect(credit(books, id, { positions: [7] })).rejects.toThrow('INV-2026-0001 has no line 7; it has 1.')
    await credit(books, id)
    expect(await balances(books)).toEqual({})
    await proven(books)
  })
})

it('nobody is reminded of what is disputed', async () => {
  const { books, customer } = await desk()
  const { id } = await invoiceOf(books, customer, { date: '2026-09-01' })
  const overdue = () => books.change((tx) => listOverdue(tx, customer, { today: '2026-11-20' }))
  expect(await overdue()).toHaveLength(1)
  await books.change((tx) => disputeInvoice(tx, id, 'Two days were not worked'))
  expect(await overdue()).toEqual([])
})
