import { beforeAll, expect, it } from 'vitest'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { recordRefund } from '../../../src/domain/billing/refund.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
import { getStatement } from '../../../src/domain/billing/statement-document.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { money } from '../../../src/lib/money.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, click, confirm } = commandDesk(books)
let nordwind = ''

const issue = (date: string, minor: bigint, currency = 'EUR') =>
  books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: minor, taxCode: 'Z' }]
    const { id } = await draftInvoice(tx, { companyId: nordwind, currency, lines, draftDate: date })
    return issueInvoice(tx, id, date)
  })

beforeAll(async () => {
  await hire('Fay', 'finance')
  nordwind = await books.customer('Nordwind')
  const other = await books.customer('Birch')
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', kind: 'spot', date: '2026-10-01', rate: '0.9', source: 'test' }),
  )
  await books.change((tx) =>
    putRate(tx, { currency: 'USD', kind: 'spot', date: '2026-10-05', rate: '0.95', source: 'test' }),
  )
  const one = await issue('2026-01-10', 1000_00n)
  const two = await issue('2026-03-01', 500_00n)
  const usd = await issue('2026-10-02', 300_00n, 'USD')
  await books.change(async (tx) => {
    await payInvoice(tx, { invoiceId: one.id, date: '2026-02-01', differences: { discount: 20_00n } })
    const { payments } = await recordPayment(tx, {
      direction: 'in',
      party: { companyId: nordwind },
      date: '2026-03-05',
      amount: money(600_00n, 'EUR'),
      settle: [{ kind: 'invoice', id: two.id }],
    })
    await recordRefund(tx, {
      of: { kind: 'payment', id: payments[0]?.id ?? '' },
      date: '2026-03-20',
      amountMinor: 40_00n,
    })
    const { credit } = await creditInvoice(tx, {
      invoiceId: one.id,
      date: '2026-04-01',
      credited: { netMinor: 100_00n },
    })
    const refund = await recordRefund(tx, { of: { kind: 'credit_note', id: credit.id }, date: '2026-04-02' })
    await reversePayment(tx, { paymentId: refund.payment.id, date: '2026-04-10' })
    await payInvoice(tx, { invoiceId: usd.id, date: '2026-10-06', amount: money(100_00n, 'USD') })
    const draft = await draftInvoice(tx, {
      companyId: other,
      lines: [{ description: 'X', unitPriceMinor: 9n }],
      draftDate: '2026-03-01',
    })
    await issueInvoice(tx, draft.id, '2026-03-01')
  })
})

const statement = (from: string, to: string) =>
  books.read((read) => getStatement(read, { companyId: nordwind, from, to }))

it('tells each change in the customer’s words, with what it was used for', async () => {
  const { currencies } = await statement('2026-01-01', '2026-11-23')
  const [eur, usd] = currencies
  expect(
    eur?.lines.map(({ date, label, ref, minor, uses }) => [
      date,
      `${label} ${ref}`,
      minor,
      uses.map(({ name }) => name).join(),
    ]),
  ).toEqual([
    ['2026-01-10', 'Invoice INV-2026-0001', 1000_00n, ''],
    ['2026-02-01', 'Payment PAY-1', -980_00n, 'INV-2026-0001'],
    ['2026-02-01', 'Discount PAY-2', -20_00n, 'INV-2026-0001'],
    ['2026-03-01', 'Invoice INV-2026-0002', 500_00n, ''],
    ['2026-03-05', 'Payment PAY-3', -600_00n, 'INV-2026-0002,PAY-4'],
    ['2026-03-20', 'Refund PAY-4', 40_00n, ''],
    ['2026-04-01', 'Credit note CN-2026-0001', -100_00n, ''],
    ['2026-04-02', 'Refund PAY-5', 100_00n, ''],
    ['2026-04-10', 'Refund taken back PAY-5', -100_00n, ''],
  ])
  expect(eur).toMatchObject({ openingMinor: 0n, closingMinor: -160_00n, unappliedMinor: -160_00n })
  // An exchange gain changes nothing of what they owe.
  expect(usd?.lines.map(({ label, minor }) => [label, minor])).toEqual([
    ['Invoice', 300_00n],
    ['Payment', -100_00n],
  ])
})

it.each(['2026-01-31', '2026-02-28', '2026-03-05', '2026-03-31', '2026-04-05', '2026-10-04', '2026-11-23'])(
  'at the end of %s the balance is what was open then, and opens the next statement',
  async (day) => {
    const { currencies } = await statement('2026-01-01', day)
    const next = await statement(new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10), '2026-12-31')
    for (const { currency, closingMinor, open } of currencies) {
      expect(
        open.reduce((sum, { minor }) => sum + minor, 0n),
        currency,
      ).toBe(closingMinor)
      const opening = next.currencies.find((each) => each.currency === currency)?.openingMinor ?? 0n
      expect(opening, currency).toBe(closingMinor)
    }
  },
)

it('comes as a card with its PDF, and goes by mail once it is confirmed', async () => {
  const shown = await say('Fay', 'invoice statement Nordwind from:2026-03-01')
  expect(shown.reply.headline).toBe('Nordwind, 1 Mar 2026 to 23 Nov 2026: -160.00 EUR and 200.00 USD')
  expect(Buffer.from(shown.reply.files?.[0]?.bytes ?? []).toString('latin1', 0, 5)).toBe('%PDF-')
  expect(shown.reply.data).toMatchObject({
    currencies: [
      { currency: 'EUR', opening: '0.00', closing: '-160.00', onAccount: '-160.00' },
      { ages: { '1-30': '200.00' } },
    ],
  })
  const preview = await say('Fay', 'invoice send-statement Nordwind from:2026-03-01 mail:ap@nordwind.example')
  expect(preview.reply.headline).toBe('Mail Nordwind their statement of account, to ap@nordwind.example?')
  expect((await say('Fay', 'invoice send-statement Nordwind')).reply.headline).toMatch(/has no billing address/)
  expect((await click('Fay', preview.confirm ?? '')).ok).toBe(true)
  const [errand] = await books.read(
    ({ sql }) => sql<{ data: { recipient: string; from: string; to: string } }[]>`
    select data from outbox where kind = 'statement.send'`,
  )
  expect(errand?.data).toMatchObject({ recipient: 'ap@nordwind.example', from: '2026-03-01', to: '2026-11-23' })
  expect((await say('Fay', 'invoice statement Nordwind from:2026-12-01')).reply.headline).toMatch(
    /would end .* before it begins/,
  )
  expect((await confirm('Fay', 'invoice send-statement Birch mail:ap@birch.example')).ok).toBe(true)
})
