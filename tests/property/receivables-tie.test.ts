import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ageingOf } from '../../src/domain/billing/ageing.js'
import { getControl, listOpenItems, listUnapplied } from '../../src/domain/billing/ageing-store.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../src/domain/billing/pay-invoice.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { addDays } from '../../src/lib/dates.js'
import { AppError } from '../../src/lib/errors.js'
import { money } from '../../src/lib/money.js'
import { openTestBooks, type TestBooks, testBooks } from '../support/books.js'

const first = await testBooks()

/** What happens to a company's receivables: an invoice, a payment for one of them (perhaps too much, perhaps early), a seal. */
type Step =
  | { do: 'issue'; customer: number; minor: bigint; day: number }
  | { do: 'pay'; invoice: number; share: number; day: number }
  | { do: 'seal' }

const day = fc.integer({ min: 0, max: 300 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('issue'),
      customer: fc.integer({ min: 0, max: 2 }),
      minor: fc.bigInt({ min: 1n, max: 10_000_000n }),
      day,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pay'), invoice: fc.nat(20), share: fc.integer({ min: 1, max: 150 }), day }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seal') }) },
)

const START = '2026-02-01'

async function live(books: TestBooks, steps: readonly Step[]): Promise<void> {
  const customers = [await books.customer('A'), await books.customer('B'), await books.customer('C')]
  const issued: { id: string; totalMinor: bigint }[] = []
  for (const at of steps) {
    if (at.do === 'seal') await sealAll(books.db, books.scope)
    else if (at.do === 'issue')
      issued.push(await bill(books, customers[at.customer] ?? '', at.minor, addDays(START, at.day)))
    else {
      const invoice = issued[at.invoice % Math.max(issued.length, 1)]
      if (invoice) await pay(books, invoice, at)
    }
  }
}

const bill = (books: TestBooks, companyId: string, minor: bigint, date: string) =>
  books.change(async (tx) => {
    const draft = await draftInvoice(tx, {
      companyId,
      lines: [{ description: 'Work', unitPriceMinor: minor }],
      draftDate: date,
    })
    return issueInvoice(tx, draft.id, date)
  })

/** A settled invoice refuses a further payment; that is one of the things that may happen. */
async function pay(
  books: TestBooks,
  invoice: { id: string; totalMinor: bigint },
  { share, day }: { share: number; day: number },
) {
  const amount = money((invoice.totalMinor * BigInt(share)) / 100n + 1n, 'EUR')
  try {
    await books.change((tx) => payInvoice(tx, { invoiceId: invoice.id, date: addDays(START, day), amount }))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'refused') throw error
  }
}

async function difference(books: TestBooks, asOf: string | null): Promise<bigint> {
  return books.read(async (read) => {
    const items = await listOpenItems(read, 'EUR', asOf)
    const unapplied = await listUnapplied(read, 'EUR', asOf)
    const control = await getControl(read, 'EUR', asOf)
    expect(items.every(({ openMinor }) => openMinor > 0n)).toBe(true)
    return ageingOf(items, unapplied, asOf ?? '2026-12-31').totals.total - control
  })
}

it('law 5: at any date open items less unapplied payments equal the control account', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.array(day, { minLength: 4, maxLength: 4 }),
      async (steps, days) => {
        const books = await openTestBooks(first.db, first.clock)
        await live(books, steps)
        for (const asOf of [null, ...days.map((offset) => addDays(START, offset))])
          expect(await difference(books, asOf)).toBe(0n)
        await sealAll(books.db, books.scope)
        expect(await books.read(verifyBooks)).toEqual([])
      },
    ),
    { numRuns: 12 },
  )
})
