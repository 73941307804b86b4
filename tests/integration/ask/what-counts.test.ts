import { beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../../src/db/in-workspace.js'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { writeOffInvoice } from '../../../src/domain/billing/write-off-invoice.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { createPipeline } from '../../../src/domain/crm/create-pipeline.js'
import { mergeCompanies } from '../../../src/domain/crm/merge-company.js'
import { defaultPipeline } from '../../../src/domain/crm/pipeline.js'
import { winDeal } from '../../../src/domain/crm/win-deal.js'
import { withdrawDeal } from '../../../src/domain/crm/withdraw-deal.js'
import { closeYear } from '../../../src/domain/ledger/close-year.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { voidBill } from '../../../src/domain/payables/change-bill.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import leadToCash from '../../../src/domain/reports/across/lead-to-cash.js'
import forecast from '../../../src/domain/reports/customers/forecast.js'
import wonAndLost from '../../../src/domain/reports/customers/won-and-lost.js'
import { money } from '../../../src/lib/money.js'
import { entry, testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'
import { runReport } from '../../support/run-report.js'

// What a figure counts that somebody asks for in a sentence, where documents did not go the usual way.

const books = await testBooks()
const desk = commandDesk(books)
beforeAll(async () => {
  await desk.hire('Finn', 'finance')
})

type Data = { rows: Record<string, string | number | null>[]; totals: Record<string, string>; notes: string[] }
const ask = (question: string) => desk.data<Data>('Finn', `report ${question}`)
/** The one figure that a question without groups has. */
const figure = async (question: string, key: string) => (await ask(question)).rows[0]?.[key]

const invoice = (companyId: string, minor: bigint, more: { currency?: string; date?: string; dealId?: string } = {}) =>
  books.change(async (tx) => {
    const { date = '2026-11-02', ...rest } = more
    const lines = [{ description: 'Work', unitPriceMinor: minor, taxCode: 'Z' }]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: date, ...rest })
    return issueInvoice(tx, id, date)
  })
const credit = (invoiceId: string) =>
  books.change((tx) => creditInvoice(tx, { invoiceId, date: '2026-11-05', credited: 'rest' }))
const pay = (invoiceId: string, minor?: bigint) =>
  books.change((tx) =>
    payInvoice(tx, {
      invoiceId,
      date: '2026-11-10',
      accountId: bank,
      ...(minor === undefined ? {} : { amount: money(minor, 'EUR') }),
    }),
  )

let bank = ''
beforeAll(async () => {
  bank = await books.read(async ({ sql, scope }) => {
    const [row] = await sql<{ id: string }[]>`
      select id from account where workspace_id = ${scope.workspaceId} and code = '1800'`
    return row?.id ?? ''
  })
})

test('revenue of a customer has what was credited and billed anew once, and what was given up whole', async () => {
  const acme = await books.customer('Acme')
  const first = await invoice(acme, 10_000_00n)
  await credit(first.id)
  await invoice(acme, 10_000_00n)
  const lost = await invoice(acme, 700_00n)
  await books.change((tx) => writeOffInvoice(tx, { invoiceId: lost.id, date: '2026-11-12' }))
  const { rows } = await ask('top-customers')
  expect(rows.find(({ company }) => company === 'Acme')).toMatchObject({ revenue: '10700.00' })
  expect(await figure('revenue from Acme this year', 'sum-net')).toBe('10700.00')
  const explained = await desk.data<{ rows: { command: string }[] }>('Finn', 'report explain top-customers row:Acme')
  const behind = await desk.data<Data>('Finn', explained.rows[0]?.command ?? '')
  expect(behind.totals['net']).toBe('10700.00')
})

test('what a customer paid is money that came and stayed', async () => {
  const globex = await books.customer('Globex')
  const [paid, bounced, lost] = [
    await invoice(globex, 110_00n),
    await invoice(globex, 50_00n),
    await invoice(globex, 200_00n),
  ]
  await books.change((tx) =>
    payInvoice(tx, {
      invoiceId: paid.id,
      date: '2026-11-10',
      accountId: bank,
      amount: money(100_00n, 'EUR'),
      differences: { discount: 10_00n },
    }),
  )
  const { payment } = await pay(bounced.id)
  await books.change((tx) => reversePayment(tx, { paymentId: payment.id, date: '2026-11-15' }))
  await books.change((tx) => writeOffInvoice(tx, { invoiceId: lost.id, date: '2026-11-12' }))
  expect(await figure('how much has Globex paid us this year', 'sum-amount')).toBe('100.00')
  const { rows } = await ask('customer-360 company:Globex')
  expect(rows.find(({ what }) => what === 'Payments')).toMatchObject({ count: 1, on: '2026-11-10' })
})

test('a credit that is held for a customer is nothing that they owe', async () => {
  const initech = await books.customer('Initech')
  const paid = await invoice(initech, 500_00n)
  await pay(paid.id)
  await credit(paid.id)
  const { rows } = await ask('who owes us money')
  expect(rows.map(({ company }) => company)).toContain('Acme')
  expect(rows.map(({ company }) => company)).not.toContain('Initech')
  expect((await ask('open credit notes')).rows).toMatchObject([{ open: '-500.00' }])
})

test('what is posted under a company that was merged is told under the one it became', async () => {
  const [hooli, old] = [await books.customer('Hooli'), await books.customer('Hooli Old')]
  await invoice(hooli, 300_00n)
  await invoice(old, 40_00n)
  await books.change((tx) => mergeCompanies(tx, old, hooli))
  const { rows } = await ask('revenue by customer this year')
  expect(rows.find(({ company }) => company === 'Hooli')).toMatchObject({ count: 2, 'sum-net': '340.00' })
  expect(rows.map(({ company }) => company)).not.toContain('(none)')
  expect(await figure('how much does Hooli owe us', 'sum-open')).toBe('340.00')
  const list = await ask('invoices where company:Hooli show:company,net')
  expect(list.rows.map(({ company }) => company)).toEqual(['Hooli', 'Hooli'].map(() => list.rows[0]?.['company']))
})

test('a new customer is one of whom the first invoice is, whoever entered the company when and whatever became part of it', async () => {
  const [regular, fresh, heir, merged] = [
    await books.customer('Regular'),
    await books.customer('Fresh'),
    await books.customer('Heir'),
    await books.customer('Merged into Heir'),
  ]
  await books.customer('Never Invoiced')
  for (const date of ['2026-08-03', '2026-11-02']) await invoice(regular, 10_00n, { date })
  await invoice(fresh, 10_00n)
  await invoice(heir, 10_00n)
  await invoice(merged, 10_00n, { date: '2026-08-03' })
  await books.change((tx) => mergeCompanies(tx, merged, heir))
  const named = ['Regular', 'Fresh', 'Heir', 'Never Invoiced'] // of others there were invoices before
  const all = (await ask('companies show:name')).rows.filter(({ name }) => named.includes(String(name)))
  const among = async (question: string) => {
    const found = new Set((await ask(question)).rows.map(({ record }) => record))
    return all.flatMap(({ record, name }) => (found.has(record ?? '') ? [name] : []))
  }
  expect(await among('new customers this quarter')).toEqual(['Fresh'])
  expect(await among('new customers last quarter')).toEqual(['Heir', 'Regular'])
  // The day that is meant stands beside each, before the one on which it was entered.
  const { rows } = await ask('new customers last quarter')
  const days = rows.flatMap((row) => Object.entries(row)).filter(([key]) => key === 'since' || key === 'created')
  expect(days.map(([key]) => key)).toEqual(rows.flatMap(() => ['since', 'created']))
  expect(days.filter(([key, day]) => key === 'since' && !/^2026-0[789]/.test(String(day)))).toEqual([])
})

test('invoices in another currency are worth what they were posted at, in a question as in the books', async () => {
  const rate = (date: string, value: string) =>
    books.change((tx) => putRate(tx, { currency: 'USD', date, kind: 'spot', rate: value, source: 'manual' }))
  const vandelay = await books.customer('Vandelay')
  await rate('2026-11-01', '0.9')
  await invoice(vandelay, 1_000_00n, { currency: 'USD', date: '2026-11-02' })
  await rate('2026-11-08', '0.8')
  await invoice(vandelay, 1_000_00n, { currency: 'USD', date: '2026-11-09' })
  await invoice(vandelay, 10_00n)
  await rate('2026-11-20', '0.5')
  const { rows, notes } = await ask('invoices where company:Vandelay issued:this-year group:company sum:net')
  expect(rows).toMatchObject([{ 'sum-net': '1710.00' }])
  expect(notes).toContain('Documents that are posted are taken at the rate they were posted at.')
  expect(notes.join(' ')).not.toContain('newest rates')
  const top = (await ask('top-customers')).rows.find(({ company }) => company === 'Vandelay')
  expect(top).toMatchObject({ revenue: '1710.00' })
  expect((await ask('invoices where company:Vandelay show:total,open')).totals).toMatchObject({
    total: '1710.00',
    open: '1010.00',
  })
})

test('spending has no bill that was set aside', async () => {
  const supplier = await books.customer('Papierhaus')
  const bill = (number: string, minor: bigint) =>
    books.change((tx) =>
      receiveBill(tx, {
        companyId: supplier,
        number,
        billDate: '2026-11-03',
        lines: [{ description: 'Paper', unitPriceMinor: minor, account: '6837', taxCode: 'Z' }],
      }),
    )
  const posted = await bill('A', 60_00n)
  await books.change((tx) => postBill(tx, posted.id))
  const twice = await bill('B', 5_000_00n)
  await books.change((tx) => voidBill(tx, twice.id))
  expect(await figure('how much did we spend this month', 'sum-net')).toBe('60.00')
  expect((await ask('top 5 suppliers by spend this year')).rows).toMatchObject([{ 'sum-net': '60.00' }])
})

test('a time that runs is compared with as much of the one before', async () => {
  const umbrella = await books.customer('Umbrella')
  for (const date of ['2026-10-05', '2026-10-28', '2026-11-04']) await invoice(umbrella, 100_00n, { date })
  const { rows, notes } = await ask('invoices where company:Umbrella issued:this-month sum:net compare:last-month')
  expect(rows).toMatchObject([{ 'sum-net': '100.00', 'sum-net-before': '100.00' }])
  expect(notes.join(' ')).toContain('is not over')
  const { from, to } = await desk.data<{ from: string; to: string }>('Finn', 'report profit-and-loss against:last-year')
  expect([from, to]).toEqual(['2026-10-01', '2026-10-31'])
})

test('a deal that was taken back is neither won nor lost', async () => {
  const acme = await books.customer('Acme Deals')
  await books.change((tx) => createPipeline(tx, defaultPipeline))
  const ownerId = await desk.hire('Sue', 'sales')
  const change = (tx: Tx) =>
    createDeal(tx, { title: 'By mistake', companyId: acme, ownerId, amount: money(9_00n, 'EUR') })
  const { id } = await books.change(change)
  await books.change((tx) => withdrawDeal(tx, id, '2026-11-20'))
  const { rows, totals } = await runReport(books, wonAndLost, {})
  expect([rows, totals['deals']]).toEqual([[], 0])
})

test('a deal whose invoice was given up is not paid', async () => {
  const paidOf = async () => (await runReport(books, leadToCash, {})).totals['deals']
  const before = await paidOf()
  const customer = await books.customer('Soylent')
  const ownerId = await desk.hire('Sid', 'sales')
  const billed = async (title: string) => {
    const { id: dealId } = await books.change((tx) => createDeal(tx, { title, companyId: customer, ownerId }))
    await books.change((tx) => winDeal(tx, dealId, { on: '2026-11-01', today: '2026-11-23' }))
    return invoice(customer, 80_00n, { dealId })
  }
  const lost = await billed('Given up')
  await books.change((tx) => writeOffInvoice(tx, { invoiceId: lost.id, date: '2026-11-12' }))
  expect(await paidOf()).toBe(before)
  await pay((await billed('Paid')).id)
  expect(await paidOf()).toBe(Number(before ?? 0) + 1)
})

test('months and seals that are not there are refused, with what is', async () => {
  const refused = async (report: string) => (await desk.say('Finn', `report ${report}`)).reply.headline
  expect(await refused('trial-balance seal:999999')).toMatch(/no seal 999999 yet: the newest is \d+/)
  expect(await refused('tax from:2026-10 to:2026-08')).toContain('is before')
  await expect(runReport(books, forecast, { from: '2026-10', to: '2026-08' })).rejects.toThrow(/is after/)
})

// The last of these: the clock goes on into the next year.
test('spending on something is that of the year, also after the year before was closed', async () => {
  const post = (date: string, amount: string) =>
    books.change(async (tx) =>
      postEntries(tx, [await entry(tx, date, 'Train', { '6650': amount, '1800': `-${amount}` })]),
    )
  books.clock.set(new Date('2027-02-15T09:00:00Z'))
  await post('2026-06-10', '100.00')
  await post('2027-01-20', '30.00')
  await books.change((tx) => closeYear(tx, 2026))
  const asked = 'postings where account:6650 date:2027 group:account sum:base'
  const whole = await ask(asked)
  expect(whole.notes.join(' ')).toContain('closing:no leaves it out')
  const own = await ask(`${asked.replace(' group', ' closing:no group')}`)
  expect([whole.rows[0]?.['sum-base'], own.rows[0]?.['sum-base']]).toEqual(['-70.00', '30.00'])
  const name = String(own.rows[0]?.['account'])
  expect(await figure(`spend on "${name.replace(/^\d+ /, '')}" this year`, 'sum-base')).toBe('30.00')
})
