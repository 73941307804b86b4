import { expect, it } from 'vitest'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import type { Report } from '../../../src/domain/reports/define-report.js'
import generalLedger from '../../../src/domain/reports/finance/general-ledger.js'
import ageing from '../../../src/domain/reports/finance/receivables-ageing.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { money } from '../../../src/lib/money.js'
import { entry, testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'
import { madeReport, runReport } from '../../support/run-report.js'

const books = await testBooks()
const post = (date: string, lines: Record<string, string>, more = {}) =>
  books.change(async (tx) => postEntries(tx, [await entry(tx, date, 'Entry', lines, more)]))

/** Those whose books can be named by a seal, of the quarter before. */
const ledger = [...(await loadReports()).values()].filter(({ params }) => params['seal'])
const argsOf = ({ params }: Report, company: string) => ({
  ...(params['company'] && { company: { id: company, ref: 'CO-1', title: 'Acme' } }),
  ...(params['since'] && { since: '2026-07-01' }),
  ...(params['from'] && { from: '2026-07', to: '2026-09' }),
  ...(params['asof'] && { asof: '2026-09-30' }),
  ...(params['account'] && { account: '6310' }),
})

it('says of last quarter what it said before late postings, by its seal and by the day it was known', async () => {
  const acme = await books.customer('Acme')
  const argsFor = (report: Report) => argsOf(report, acme)
  await books.change((tx) =>
    openBankAccount(tx, { name: 'Main account', number: null, currency: 'EUR', accountCode: '1800' }),
  )
  const bill = (date: string) =>
    books.change(async (tx) => {
      const lines = [{ description: 'Work', unitPriceMinor: 100_000n }]
      const { id } = await draftInvoice(tx, { companyId: acme, lines, draftDate: date })
      return issueInvoice(tx, id, date)
    })
  const supplied = (date: string) =>
    books.change(async (tx) => {
      const lines = [{ description: 'Hosting', unitPriceMinor: 40_000n, account: '6837', taxCode: 'S' }]
      const { id } = await receiveBill(tx, { companyId: acme, number: date, billDate: date, lines })
      return postBill(tx, id)
    })
  const paid = (date: string, invoiceId: string) =>
    books.change((tx) => payInvoice(tx, { invoiceId, date, amount: money(20_000n, 'EUR') }))
  const first = await bill('2026-08-10')
  await supplied('2026-08-12')
  const bounced = await paid('2026-09-03', first.id)
  await post('2026-09-15', { '6310': '1200.00', '1800': '-1200.00' })
  await post('2026-09-30', { '6020': '5000.00', '1800': '-5000.00' })
  const { sealNumber } = await sealAll(books.db, books.scope)
  const seal = Number(sealNumber)
  const before = new Map(
    await Promise.all(
      ledger.map(
        async (report) => [report.name, await runReport(books, report, { ...argsFor(report), seal })] as const,
      ),
    ),
  )
  expect(ledger.length).toBeGreaterThanOrEqual(12)

  books.clock.set(new Date('2026-11-25T09:00:00Z'))
  await bill('2026-09-20')
  await supplied('2026-09-21')
  await paid('2026-09-25', first.id)
  await books.change((tx) => reversePayment(tx, { paymentId: bounced.payment.id, date: '2026-09-28' }))
  await post('2026-08-31', { '6310': '77.00', '1800': '-77.00' })
  await sealAll(books.db, books.scope)
  for (const report of ledger) {
    const args = argsFor(report)
    const again = await runReport(books, report, { ...args, seal })
    expect([report.name, again]).toEqual([report.name, before.get(report.name)])
    const known = await runReport(books, report, { ...args, known: '2026-11-23' })
    expect([report.name, known.rows, known.totals]).toEqual([report.name, again.rows, again.totals])
    const made = await madeReport(books, report, { ...args, known: '2026-11-23' })
    expect(made.filters.filter((each) => /^(From|To|As of)/.test(each))).toEqual([])
    expect(made.filters).toContain('Known on: 2026-11-23')
    const now = await runReport(books, report, args)
    expect([report.name, now.rows]).not.toEqual([report.name, again.rows])
  }
})

it('shows months of a restricted account, and no posting, to who may not see those', async () => {
  const args = { account: '6020', from: '2026-09', to: '2026-09' }
  const mayNot = { may: (capability: string) => capability !== 'restricted.read' }
  const hidden = await runReport(books, generalLedger, args, mayNot)
  expect(hidden.rows).toEqual([{ month: '2026-09', amount: '5000.00' }])
  expect(JSON.stringify(hidden)).not.toContain('JE-')
  const shown = await runReport(books, generalLedger, args)
  expect(shown.rows.at(-1)).toMatchObject({ amount: '5000.00', balance: '5000.00' })
})

it('adds several currencies up at one stated rate, beside what each comes to', async () => {
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', date: '2026-11-02', kind: 'spot', rate: '0.9', source: 'manual' }),
  )
  const globex = await books.customer('Globex')
  await books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 50_000n, taxCode: 'Z' }]
    const { id } = await draftInvoice(tx, { companyId: globex, lines, draftDate: '2026-11-02', currency: 'USD' })
    return issueInvoice(tx, id, '2026-11-02')
  })
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', date: '2026-11-20', kind: 'spot', rate: '0.8', source: 'manual' }),
  )
  const { rows, totals, notes } = await runReport(books, ageing, {})
  const euro = rows.find(({ company }) => company === 'In EUR')
  expect(rows).toContainEqual(expect.objectContaining({ company: 'Globex', currency: 'USD', total: '500.00' }))
  expect(rows).toContainEqual(expect.objectContaining({ company: 'In USD', total: '500.00' }))
  expect(Number(totals['total'])).toBeCloseTo(Number(euro?.['total']) + 400, 2)
  expect(notes).toContain('500.00 USD is in the totals at 0.8 EUR for 1 USD, the rate of 20 Nov 2026.')
  expect(notes.filter((note) => note.startsWith('Agrees'))).toHaveLength(2)
})

it('lists no entry on a restricted account, and shows none, to who may not see those', async () => {
  const desk = commandDesk(books)
  await books.change((tx) =>
    tx.prisma.role.create({
      data: {
        workspaceId: books.scope.workspaceId,
        id: tx.newId(),
        name: 'reader',
        capabilities: ['self', 'journal.read', 'report.read', 'report.finance'],
      },
    }),
  )
  await desk.hire('Rhea', 'reader')
  await desk.hire('Finn', 'finance')
  await sealAll(books.db, books.scope)
  type Listed = { entries: { entry: string; amount: string }[] }
  const all = await desk.data<Listed>('Finn', 'journal list from:2026-09-01 to:2026-09-30')
  const some = await desk.data<Listed>('Rhea', 'journal list from:2026-09-01 to:2026-09-30')
  const pay = all.entries.filter(({ amount }) => amount === '5000.00')
  expect(pay).toHaveLength(1)
  expect(some.entries).toEqual(all.entries.filter(({ amount }) => amount !== '5000.00'))
  expect((await desk.say('Rhea', 'journal list account:6020')).reply.headline).toContain('is restricted')
  const entry = await desk.say('Rhea', `journal show ${pay[0]?.entry}`)
  expect([entry.ok, JSON.stringify(entry.reply)]).toEqual([false, expect.not.stringContaining('5000')])
  expect((await desk.say('Finn', `journal show ${pay[0]?.entry}`)).ok).toBe(true)
  type Asked = { rows: Record<string, unknown>[]; notes: string[] }
  for (const question of ['report postings where base:5000', 'report entries']) {
    const whole = await desk.data<Asked>('Finn', question)
    const asked = await desk.data<Asked>('Rhea', question)
    expect(asked.notes.join(' '), question).toContain('Entries on restricted accounts are left out')
    expect(whole.notes.join(' '), question).not.toContain('left out')
    expect(whole.rows.length, question).toBeGreaterThan(asked.rows.length)
  }
  expect((await desk.say('Rhea', 'journal list account:6310')).ok).toBe(true)
})

// The last of these: it posts another salary.
it('shows of another account what entries on restricted ones came to, a month a line, and none of them', async () => {
  await post('2026-09-30', { '6020': '3000.00', '1800': '-3000.00' }, { memo: 'Salary Dana' })
  const args = { account: '1800', from: '2026-09', to: '2026-09' }
  const mayNot = { may: (capability: string) => capability !== 'restricted.read' }
  const whole = await runReport(books, generalLedger, args)
  const hidden = await runReport(books, generalLedger, args, mayNot)
  expect(hidden.totals).toEqual(whole.totals)
  expect(hidden.rows.at(-1)).toMatchObject({ entry: '', amount: '-8000.00', memo: 'Entries on restricted accounts' })
  expect(JSON.stringify(whole)).toContain('Salary Dana')
  expect(JSON.stringify(hidden)).not.toMatch(/Salary Dana|"-[35]000\.00"/)
  expect(hidden.notes.join(' ')).toContain('Entries on restricted accounts are one line a month')
  expect((await madeReport(books, generalLedger, args, mayNot)).explain).toHaveLength(hidden.rows.length)
})
