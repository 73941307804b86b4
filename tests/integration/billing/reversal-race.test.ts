import { expect, it } from 'vitest'
import { allocateOpen } from '../../../src/domain/billing/allocate-open.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { unallocate } from '../../../src/domain/billing/unallocate.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { testBooks } from '../../support/books.js'
import { differencesAt } from '../../support/control-differences.js'
import { until } from '../../support/until.js'

const books = await testBooks()
const companyId = await books.customer('Nordwind')
const [date, later] = ['2026-11-02', '2026-11-20']

const invoice = () =>
  books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 1000_00n, taxCode: 'S' }]
    const { id } = await draftInvoice(tx, { companyId, currency: 'EUR', lines, draftDate: date })
    return { kind: 'invoice', id: (await issueInvoice(tx, id, date)).id } as const
  })

const someoneWaits = () =>
  until(async () =>
    expect(
      await books.read(
        ({ sql }) => sql`select from pg_locks l join pg_stat_activity a using (pid)
          where not l.granted and a.datname = current_database()`,
      ),
    ).toHaveLength(1),
  )

it('a payment whose allocation becomes another while it is reversed is not reversed by halves', async () => {
  const [one, other] = [await invoice(), await invoice()]
  const { payment } = await books.change((tx) => payInvoice(tx, { invoiceId: one.id, date: later }))
  const from = { kind: 'payment', id: payment.id } as const
  let reversed: Promise<unknown> = Promise.resolve()
  await books.change(async (tx) => {
    await unallocate(tx, { from, to: one, date: later })
    reversed = books.change((beside) => reversePayment(beside, { paymentId: payment.id, date: later })).catch(String)
    await someoneWaits()
    await allocateOpen(tx, { from, to: [other], date: later })
  })
  expect(await reversed).toMatch(/at the same moment/)
  expect(await differencesAt(books, null)).toEqual([])
  await sealAll(books.db, books.scope)
  expect(await books.read(verifyBooks)).toEqual([])
})
