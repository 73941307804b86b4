import { expect, it } from 'vitest'
import { allocateOpen } from '../../../src/domain/billing/allocate-open.js'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { writeOffInvoice } from '../../../src/domain/billing/write-off-invoice.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import type { Area } from '../../../src/domain/ledger/period.js'
import { getPeriodOfMonth, lockPeriod } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { money } from '../../../src/lib/money.js'
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

const lockDecember = (areas: readonly Area[]) =>
  books.change(async (tx) => {
    const { id } = await books.read((read) => getPeriodOfMonth(read, '2026-12'))
    await lockPeriod(tx, id, areas)
  })

async function issued(companyId: string, date: string, currency: string): Promise<string> {
  return books.change(async (tx) => {
    const lines = [{ description: 'Hours', unitPriceMinor: 100_000n }]
    const { id } = await draftInvoice(tx, { companyId, lines, currency, draftDate: date })
    return (await issueInvoice(tx, id, date)).id
  })
}

it('what is written off is locked with sales; banking may be locked meanwhile', async () => {
  const companyId = await books.customer('Gone')
  const writeOff = async (invoiceId: string) =>
    books.change((tx) => writeOffInvoice(tx, { invoiceId, date: '2026-12-10', relief: false }))
  const [first, second] = [await issued(companyId, '2026-10-05', 'EUR'), await issued(companyId, '2026-10-05', 'EUR')]
  await lockDecember(['sales'])
  await expect(writeOff(first)).rejects.toThrow(/locked for sales/)
  await lockDecember(['banking'])
  expect((await writeOff(second)).invoice.status).toBe('written_off')
})

it('what a credit note gains or loses by the rate is locked with sales, what a payment does with banking', async () => {
  const companyId = await books.customer('Overseas')
  await books.change(async (tx) => {
    for (const [date, rate] of [
      ['2026-10-20', '0.90'],
      ['2026-10-27', '0.95'],
    ] as const)
      await putRate(tx, { currency: 'USD', kind: 'spot', date, rate, source: 'test' })
  })
  const paid = await issued(companyId, '2026-10-20', 'USD')
  const open = await issued(companyId, '2026-10-27', 'USD')
  const totalMinor = 119_000n
  const { payments } = await books.change((tx) =>
    recordPayment(tx, {
      direction: 'in',
      party: { companyId },
      date: '2026-10-28',
      amount: money(2n * totalMinor, 'USD'),
      settle: [{ kind: 'invoice', id: paid, amountMinor: totalMinor }],
    }),
  )
  const { credit } = await books.change((tx) =>
    creditInvoice(tx, { invoiceId: paid, date: '2026-10-29', credited: { netMinor: 50_000n } }),
  )
  const take = (from: { kind: 'payment' | 'credit_note'; id: string }) =>
    books.change((tx) =>
      allocateOpen(tx, { from, to: [{ kind: 'invoice', id: open, amountMinor: 10_000n }], date: '2026-12-10' }),
    )
  await lockDecember(['sales'])
  await expect(take({ kind: 'credit_note', id: credit.id })).rejects.toThrow(/locked for sales/)
  await lockDecember(['banking'])
  await take({ kind: 'credit_note', id: credit.id })
  const sources = await books.read(
    ({ sql }) =>
      sql<{ source: string }[]>`select distinct source from journal_entry where source ~ 'exchange' order by 1`,
  )
  expect(sources.map(({ source }) => source)).toEqual(['exchange', 'sales-exchange'])
  expect(payments).toHaveLength(1)
})
