import { expect, it } from 'vitest'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { loadSides } from '../../../src/domain/banking/reconciliation-store.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { getAccountFor } from '../../../src/domain/ledger/account-store.js'
import { newAccount } from '../../../src/domain/ledger/change-account.js'
import { cutOver, cutOverAsImported } from '../../../src/domain/ledger/cut-over.js'
import { getClosingRate, listClosingRates, putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postRevaluation } from '../../../src/domain/ledger/post-revaluation.js'
import { listForeignBalances } from '../../../src/domain/ledger/revaluation-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { saveSettings } from '../../../src/domain/people/workspace-store.js'
import { readFile } from '../../../src/imports/read-file.js'
import { oldBalances, trialBalance } from '../../../src/imports/trial-balance-file.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { openTestBooks } from '../../support/books.js'
import { importDesk } from '../../support/import-desk.js'

const desk = await importDesk()
const { books } = desk
const companies = { create: ['companies'] }

const invoices = [
  'Invoice Number,Customer,Invoice Date,Due Date,Total,Tax,Balance',
  'INV-2026-0001,Nordwind,2026-08-01,2026-08-31,1190.00,190.00,690.00',
  '77,Südwind,2026-09-01,2026-10-01,100.00,,0.00',
  'CN-9,Nordwind,2026-09-02,,-50.00,,-50.00',
  '78,Nordwind,2025-02-01,2025-03-01,10.00,,10.00',
  '79,Nordwind,2026-09-01,2026-08-01,10.00,,10.00',
  '80,Nordwind,2026-09-01,2026-10-01,10.00,,11.00',
  ',Nordwind,2026-09-01,2026-10-01,10.00,,10.00',
].join('\n')
const bills =
  'Number,Vendor,Date,Due,Total,Status\nR-1,Papier AG,2026-09-05,2026-10-05,200.00,unpaid\nR-2,Papier AG,2026-09-06,2026-10-06,30.00,paid\nR-1,Other,2026-09-05,,1.00,open\n'

it('open and paid documents keep their numbers; what is open stands on the control accounts', async () => {
  const report = await desk.take('invoices', invoices, companies)
  expect(report).toMatchObject({ rows: 7, created: 4 })
  expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
    [6, 'due'],
    [7, 'open'],
    [8, 'number'],
  ])
  expect(await desk.take('bills', bills, companies)).toMatchObject({ rows: 3, created: 3, refused: [] })
  expect(await desk.balances()).toEqual({ '1200': '650.00', '3300': '-201.00', '9000': '-449.00' })
  expect(await desk.faults()).toEqual([])
})

it('the same files again change nothing, and other content under a number is refused', async () => {
  expect(await desk.take('invoices', invoices)).toMatchObject({ created: 0, unchanged: 4 })
  expect(await desk.take('bills', bills)).toMatchObject({ created: 0, unchanged: 3 })
  const { refused } = await desk.take('invoices', invoices.replace('1190.00', '1290.00'))
  expect(refused[0]?.reason).toContain('What is posted stays')
  const stranger = await desk.take('invoices', invoices.replaceAll('Nordwind', 'Nobody').replace('77', '99'))
  expect(stranger.refused[0]).toMatchObject({ row: 2, field: 'party', value: 'Nobody' })
})

it('a row for each line is one document with its lines, whether they hold their tax or not', async () => {
  const xero = (lines: string) =>
    `ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,Description,LineAmount,AccountCode,TaxAmount\n${lines}`
  const row = (number: string, total: string, tax: string, line: string) =>
    `Ostwind,${number},2026-09-03,2026-10-03,${total},${tax},${total},0.00,${line}\n`
  const report = await desk.take(
    'invoices',
    xero(
      row('X-1', '178.50', '28.50', 'Design,100.00,4400,19.00') +
        row('X-1', '178.50', '28.50', 'Print,50.00,4830,9.50') +
        row('X-2', '119.00', '19.00', 'Design,119.00,4400,19.00') +
        row('X-3', '119.00', '19.00', 'Design,90.00,4400,17.10') +
        row('X-4', '10.00', '0.00', 'A,5.00,4400,0') +
        row('X-4', '11.00', '0.00', 'B,6.00,4400,0'),
    ),
    { ...companies, preset: 'xero' },
  )
  expect(report).toMatchObject({ rows: 6, created: 3 })
  expect(report.refused.map(({ row: at, field, reason }) => [at, field, reason])).toEqual([
    [5, 'line', 'Its lines come to 90.00 EUR; its total is 119.00 EUR, with 19.00 EUR of tax.'],
    [6, 'total', 'Row 6 of the same document says another total.'],
    [7, 'total', 'Row 6 of the same document says another total.'],
  ])
  const lines = await books.read(
    ({ sql, scope }) => sql`
      select i.number, l.description, l.net_minor::text as net, l.tax_minor::text as tax, a.code from invoice_line l
      join invoice i on i.workspace_id = l.workspace_id and i.id = l.invoice_id
      join account a on a.workspace_id = l.workspace_id and a.id = l.account_id
      where l.workspace_id = ${scope.workspaceId} and i.number like 'X-%' order by i.number, l.position`,
  )
  expect(lines.map((line) => Object.values(line).join(' '))).toEqual([
    'X-1 Design 10000 1900 4400',
    'X-1 Print 5000 950 4830',
    'X-2 Design 10000 1900 4400',
  ])
})

it('payments settle what they name, once, and equal ones are told apart', async () => {
  const payments =
    'Date,Customer,Invoice,Amount\n2026-11-10,Nordwind,INV-2026-0001,100.00\n2026-11-10,Nordwind,INV-2026-0001,100.00\n2026-11-11,Südwind,77,100.00\n2026-11-12,Nordwind,,5.00\n'
  const report = await desk.take('payments', payments)
  expect(report).toMatchObject({ rows: 4, created: 3 })
  expect(report.refused).toMatchObject([{ row: 4, field: 'document', value: '77' }])
  expect(await desk.take('payments', payments)).toMatchObject({ created: 0, unchanged: 3 })
  expect((await desk.balances())['1200']).toBe('445.00')
  expect(await desk.faults()).toEqual([])
})

it('the cutover posts what is missing, once, and refuses where open items do not come to the old balance', async () => {
  const old = (receivable: bigint) => [
    { code: '1800', minor: 500_00n },
    { code: '1200', minor: receivable },
    { code: '3300', minor: -201_00n },
    { code: '4400', minor: -700_00n },
    { code: '2900', minor: -249_00n - (receivable - 650_00n) },
  ]
  const wrong = await books.change((tx) => cutOver(tx, '2026-10-31', old(660_00n)))
  expect(wrong.posted).toBe(0)
  expect(wrong.differs.map(({ code, difference }) => [code, difference.minor])).toEqual([
    ['1200', -10_00n],
    ['9000', 10_00n],
  ])
  const alone = () => books.change((tx) => cutOverAsImported(tx, '2026-10-31'))
  expect((await alone()).differs.map(({ code }) => code)).toEqual(['9000'])
  const right = await books.change((tx) => cutOver(tx, '2026-10-31', old(650_00n)))
  expect(right).toMatchObject({ posted: 3, differs: [] })
  expect(await desk.balances('2026-10-31')).toEqual({
    '1800': '500.00',
    '1200': '650.00',
    '3300': '-201.00',
    '4400': '-700.00',
    '2900': '-249.00',
  })
  expect(await books.change((tx) => cutOver(tx, '2026-10-31', old(650_00n)))).toMatchObject({ posted: 0, differs: [] })
  expect(await alone()).toMatchObject({ posted: 0, differs: [] })
  expect(await desk.faults()).toEqual([])
})

it('after the cutover a document brings its income too, and our own numbers pass over imported ones', async () => {
  const late =
    'Number,Customer,Date,Due,Total,Tax,Open\n81,Nordwind,2026-11-05,2026-12-05,119.00,19.00,119.00\n82,Nordwind,2026-11-05,2026-12-05,119.00,19.00,19.00\n'
  const report = await desk.take('invoices', late, { cutover: '2026-10-31' })
  expect(report).toMatchObject({
    created: 1,
    refused: [{ row: 3, reason: expect.stringContaining('after the cutover') }],
  })
  expect(await desk.balances()).toMatchObject({ '4400': '-800.00' })
  const companyId = await books.customer('Fresh')
  const issued = await books.change(async (tx) => {
    const draft = await draftInvoice(tx, {
      companyId,
      draftDate: '2026-11-20',

      lines: [{ description: 'Work', unitPriceMinor: 100n }],
    })
    return issueInvoice(tx, draft.id, '2026-11-20')
  })
  expect(issued.number).toBe('INV-2026-0002')
  expect(await desk.faults()).toEqual([])
})

it('an account of another currency opens in it, so that its bank and its revaluation agree', async () => {
  const opened = await openTestBooks(books.db, books.clock)
  const file = [
    'Account,Name,Debit,Credit,Currency,Foreign balance',
    '1810,Dollars,900.00,,USD,1000.00',
    '1800,Bank,100.00,,,',
    '2900,Capital,,1000.00,EUR,',
  ].join('\n')
  const told = { baseCurrency: 'EUR', country: 'DE', create: new Set<string>(), cutover: null, source: 'file' }
  const take = (text: string) =>
    opened.change(async (tx) => {
      const records = readFile(trialBalance, { name: 'tb.csv', bytes: Buffer.from(text), map: {} })
      return cutOver(tx, '2026-10-31', await oldBalances(tx, records, told))
    })
  await opened.change((tx) => newAccount(tx, { code: '1810', name: 'Dollars', kind: 'asset' }))
  await expect(take(file.replace('1000.00\n', '\n'))).rejects.toThrow(/Row 2 .*How much is it in USD/)
  expect(await take(file)).toMatchObject({ posted: 3, differs: [] })
  expect(await take(file)).toMatchObject({ posted: 0, differs: [] })
  const held = await opened.read((read) => listForeignBalances(read, '2026-10-31', 'EUR'))
  expect(held).toMatchObject([{ currency: 'USD', amountMinor: 1000_00n, baseMinor: 900_00n }])

  const bank = { name: 'Dollars', number: null, currency: 'USD', accountCode: '1810' }
  const { id } = await opened.change((tx) => openBankAccount(tx, bank))
  const line = readLine({ bookingDate: '2026-11-02', amountMinor: 5_00n })
  const statement = statementOf([line], { currency: 'USD', openingMinor: 1000_00n })
  await opened.change((tx) => importStatements(tx, fileOf(statement, 'usd.xml', id)))
  const accountId = held[0]?.accountId ?? ''
  const sides = await opened.read((read) => loadSides(read, { id, accountId, currency: 'USD' }, '2026-11-01'))
  expect(sides).toMatchObject({ ledgerMinor: 1000_00n, bankMinor: 1000_00n, inBooks: [] })
  const rate = { currency: 'USD', date: '2026-10-31', kind: 'closing' as const, rate: '0.95', source: 'test' }
  await opened.change((tx) => putRate(tx, rate))
  const { entries } = await opened.change((tx) => postRevaluation(tx, '2026-10', 'EUR'))
  expect(entries[0].postings.map(({ baseMinor }) => baseMinor)).toContain(50_00n)
  expect(await opened.read(verifyBooks)).toEqual([])
})

it('rates come from a file, either way round, and a company says how old one may be', async () => {
  const file =
    'Date,From,To,Rate,Kind\n2026-11-02,USD,EUR,0.9200,\n2026-11-02,EUR,JPY,160,closing\n2026-11-02,USD,GBP,0.8,\n2026-11-02,CHF,EUR,0,\n'
  const report = await desk.take('rates', file)
  expect(report).toMatchObject({
    created: 2,
    refused: [
      { row: 4, field: 'from' },
      { row: 5, field: 'rate' },
    ],
  })
  expect(await desk.take('rates', file)).toMatchObject({ created: 0, unchanged: 2 })
  expect(await desk.take('rates', file.replace('0.9200', '0.93'))).toMatchObject({ updated: 1 })
  const german = 'Datum;Von;Nach;Kurs\n02.11.2026;USD;EUR;0,93\n02.11.2026;DKK;EUR;1,083\n'
  expect(await desk.take('rates', german)).toMatchObject({
    unchanged: 1,
    refused: [{ row: 3, field: 'rate', reason: expect.stringContaining('It may be 1.083 or 1083') }],
  })
  expect(await desk.take('rates', german, { decimal: ',', dryRun: true })).toMatchObject({ created: 1, refused: [] })
  const rate = (currency: string, date: string) => books.change((tx) => getClosingRate(tx, currency, date))
  expect(await rate('JPY', '2026-11-03')).toMatchObject({ rate: '0.00625', source: 'file' })
  await expect(rate('USD', '2026-11-12')).rejects.toThrow(/nor for the 7 days before/)
  await books.change((tx) => saveSettings(tx, { rateAgeDays: '20' }))
  expect(await rate('USD', '2026-11-12')).toMatchObject({ rate: '0.93' })
  expect([...(await books.read((read) => listClosingRates(read, '2026-11-12'))).keys()].toSorted()).toEqual([
    'JPY',
    'USD',
  ])
  await books.change((tx) => saveSettings(tx, { rateAgeDays: null }))
})

it('what a processor kept of a payment settles its document as a fee', async () => {
  const file = (fee: string) =>
    `Created date (UTC),Customer Name,Invoice Number,id,Amount,Fee\n2026-11-20,Nordwind,81,pi_1,119.00,${fee}\n`
  const before = await desk.balances()
  expect(await desk.take('payments', file('119.00'), { preset: 'stripe' })).toMatchObject({
    refused: [{ field: 'fee', value: '119.00' }],
  })
  expect(await desk.take('payments', file('3.70'), { preset: 'stripe' })).toMatchObject({ created: 1 })
  expect(await desk.take('payments', file('3.70'), { preset: 'stripe' })).toMatchObject({ unchanged: 1 })
  const after = await desk.balances()
  const moved = (code: string) => (Number(after[code] ?? 0) - Number(before[code] ?? 0)).toFixed(2)
  expect([moved('1200'), moved('1800'), moved('6855')]).toEqual(['-119.00', '115.30', '3.70'])
  expect(await desk.faults()).toEqual([])
})

it('takes in no payment that failed or was given back', async () => {
  const file = `Created date (UTC),Customer Name,id,Amount,Status,Amount Refunded
2026-11-20,Nordwind,pi_2,50.00,Failed,0.00
2026-11-20,Nordwind,pi_3,50.00,Refunded,50.00
2026-11-20,Nordwind,pi_4,50.00,Paid,20.00
2026-11-20,Nordwind,pi_5,50.00,Paid,0.00
`
  expect(await desk.take('payments', file, { preset: 'stripe' })).toMatchObject({
    created: 1,
    refused: [
      { row: 2, field: 'status', value: 'Failed' },
      { row: 3, field: 'refunded', value: '50.00' },
      { row: 4, field: 'refunded', value: '20.00' },
    ],
  })
  expect(await desk.faults()).toEqual([])
})

it('a budget is set by account, department and month, and changed by a later file', async () => {
  const budget = 'Account;Month;Department;Amount\n4400;2026-10;;1.000,00\n4400;Nov 2026;Sales;12,50\n1;2026-10;;1,00\n'
  expect(await desk.take('budget', budget)).toMatchObject({
    created: 2,
    refused: [{ row: 4, field: 'account', value: '1' }],
  })
  expect(await desk.take('budget', budget.replace('12,50', '13,50'))).toMatchObject({ updated: 1, unchanged: 1 })
})

it('a statement of the bank counts its movements, and doubles none', async () => {
  const bank = 'Date,Description,Amount\n2026-11-20,RENT,-780.00\n2026-11-21,Sale,5.00\n'
  const account = await books.change((tx) => getAccountFor(tx, 'bank'))
  await books.change((tx) =>
    openBankAccount(tx, { name: 'Main', currency: 'EUR', accountCode: account.code, number: null }),
  )
  expect(await desk.take('bank', bank, { account: 'Main', dryRun: true })).toMatchObject({ rows: 2, created: 2 })
  expect(await desk.take('bank', bank, { account: 'main' })).toMatchObject({ rows: 2, created: 2, unchanged: 0 })
  expect(await desk.take('bank', bank)).toMatchObject({ rows: 2, created: 0, unchanged: 2 })
  await expect(desk.take('bank', bank, { account: 'Other' })).rejects.toThrow(/no bank account “Other”/)
})
