import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { getPeriodOfMonth, lockPeriod } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { entry, testBooks } from '../../support/books.js'

const books = await testBooks()

it('what an invoice holds for later days is locked with sales, not with entries by hand', async () => {
  const companyId = await books.customer('Acme')
  const { id: period } = await books.read((read) => getPeriodOfMonth(read, '2026-11'))
  const issue = () =>
    books.change(async (tx) => {
      const service = { serviceFrom: '2027-01-01', serviceTo: '2027-03-31' }
      const lines = [{ description: 'Support', unitPriceMinor: 90_000n, ...service }]
      const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
      return issueInvoice(tx, id, '2026-11-05')
    })
  await books.change((tx) => lockPeriod(tx, period, ['manual']))
  await expect(
    books.change(async (tx) =>
      postEntries(tx, [await entry(tx, '2026-11-05', 'x', { '1800': '1.00', '2900': '-1.00' })]),
    ),
  ).rejects.toThrow(/locked for manual/)
  expect((await issue()).number).toBe('INV-2026-0001')
  await books.change((tx) => lockPeriod(tx, period, ['sales']))
  await expect(issue()).rejects.toThrow(/locked for sales/)
})
