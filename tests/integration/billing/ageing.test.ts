import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import report from '../../../src/domain/reports/finance/receivables-ageing.js'
import { money } from '../../../src/lib/money.js'
import { testBooks } from '../../support/books.js'
import { runReport } from '../../support/run-report.js'

const books = await testBooks()
const run = (asof?: string) =>
  runReport(books, report, { asof }, { today: '2026-12-31', now: new Date('2026-12-31T12:00:00Z') })

it('shows each customer by how late they are, at any date, and agrees with the control account', async () => {
  const bill = async (companyId: string, minor: bigint, date: string) => {
    const lines = [{ description: 'Work', unitPriceMinor: minor, taxCode: 'Z' }]
    return books.change(async (tx) => {
      const { id } = await draftInvoice(tx, { companyId, lines, draftDate: date })
      return issueInvoice(tx, id, date)
    })
  }
  const [nordwind, helios] = [await books.customer('Nordwind'), await books.customer('Helios')]
  const old = await bill(nordwind, 1000_00n, '2026-08-01') // due 31 August: 122 days late at the year's end
  await bill(nordwind, 200_00n, '2026-11-20') // due 20 December: 11 days
  const fresh = await bill(helios, 50_00n, '2026-12-10') // due 9 January
  await books.change((tx) => payInvoice(tx, { invoiceId: old.id, date: '2026-12-15', amount: money(400_00n, 'EUR') }))
  await books.change((tx) => payInvoice(tx, { invoiceId: fresh.id, date: '2026-12-20', amount: money(60_00n, 'EUR') }))

  const now = await run()
  expect(now.rows).toMatchObject([
    { company: 'Nordwind', '1-30': '200.00', '90+': '600.00', total: '800.00' },
    { company: 'Helios', unapplied: '-10.00', total: '-10.00' },
  ])
  expect(now.totals).toMatchObject({ total: '790.00' })
  expect(now.notes).toEqual(['Agrees with the receivables control account: 790.00 EUR.'])

  const before = await run('2026-12-14')
  expect(before.rows).toMatchObject([
    { company: 'Nordwind', current: '200.00', '90+': '1000.00', total: '1200.00' },
    { company: 'Helios', current: '50.00', total: '50.00' },
  ])
  expect(before.notes).toEqual(['Agrees with the receivables control account: 1,250.00 EUR.'])
})
