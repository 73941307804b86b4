import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tx } from '../../src/db/in-workspace.js'
import { openItems } from '../../src/domain/billing/ageing-store.js'
import { allocateOpen } from '../../src/domain/billing/allocate-open.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import type { DifferenceMethod } from '../../src/domain/billing/payment.js'
import { recordPayment } from '../../src/domain/billing/record-payment.js'
import { recordRefund } from '../../src/domain/billing/refund.js'
import { reversePayment } from '../../src/domain/billing/reverse-payment.js'
import type { ItemRef } from '../../src/domain/billing/settlement-item.js'
import { unallocate } from '../../src/domain/billing/unallocate.js'
import type { Known } from '../../src/domain/ledger/known.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { addDays } from '../../src/lib/dates.js'
import { AppError } from '../../src/lib/errors.js'
import { money } from '../../src/lib/money.js'
import { openTestBooks, type TestBooks, testBooks } from '../support/books.js'
import { differencesAt } from '../support/control-differences.js'
import { keepRates } from '../support/rates.js'

const first = await testBooks()
const START = '2026-02-01'
const CURRENCIES = ['EUR', 'USD', 'JPY'] as const

const day = fc.integer({ min: 0, max: 300 })
const pick = fc.nat(40)
const at = fc.record({ day, currency: fc.constantFrom(...CURRENCIES), minor: fc.bigInt({ min: 1n, max: 5_000_000n }) })
const methods: readonly DifferenceMethod[] = ['write_off', 'discount', 'fee', 'withholding']

/** What can happen to what two customers owe, in any order and on any day. Numbers pick among what is there by then. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('issue' as const), customer: fc.nat(1), taxed: fc.boolean(), at }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      invoices: fc.array(pick, { maxLength: 3 }),
      share: fc.integer({ min: 1, max: 150 }),
      less: fc.option(fc.constantFrom(...methods), { nil: null }),
      movedIn: fc.option(fc.constantFrom(...CURRENCIES), { nil: null }),
      at,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('allocate' as const), payment: pick, invoice: pick, share: pick, day }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unallocate' as const), payment: pick, invoice: pick, day }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), payment: pick, share: pick, day }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), payment: pick, day }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seal' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

type World = {
  books: TestBooks
  customers: string[]
  invoices: { id: string; companyId: string; currency: string }[]
  payments: string[]
}

async function live(world: World, steps: readonly Step[]): Promise<number> {
  let done = 0
  for (const each of steps) {
    if (each.do === 'seal') await sealAll(world.books.db, world.books.scope)
    else if (await unlessRefused(() => world.books.change((tx) => happen(tx, world, each)))) done += 1
  }
  return done
}

/** To be refused is one of the things that may happen; anything else thrown is a fault. */
async function unlessRefused(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'refused') throw error
    return false
  }
}

const nth = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(all.length, 1)]

async function happen(tx: Tx, world: World, each: Exclude<Step, { do: 'seal' }>): Promise<void> {
  if (each.do === 'issue') return issue(tx, world, each)
  if (each.do === 'pay') return pay(tx, world, each)
  const payment = nth(world.payments, each.payment)
  if (!payment) return
  const from: ItemRef = { kind: 'payment', id: payment }
  const date = addDays(START, each.day)
  if (each.do === 'reverse') await reversePayment(tx, { paymentId: payment, date })
  else if (each.do === 'refund')
    world.payments.push(
      (await recordRefund(tx, { of: from, date, ...(each.share % 2 ? { amountMinor: BigInt(each.share) } : {}) }))
        .payment.id,
    )
  else {
    const invoice = nth(world.invoices, each.invoice)
    if (!invoice) return
    const to = { kind: 'invoice' as const, id: invoice.id }
    if (each.do === 'unallocate') await unallocate(tx, { from, to, date })
    else await allocateOpen(tx, { from, to: [each.share % 2 ? { ...to, amountMinor: BigInt(each.share) } : to], date })
  }
}

async function issue(tx: Tx, world: World, { customer, taxed, at }: Extract<Step, { do: 'issue' }>): Promise<void> {
  const companyId = world.customers[customer] ?? ''
  const date = addDays(START, at.day)
  const line = { description: 'Work', unitPriceMinor: at.minor, taxCode: taxed ? 'S' : 'Z' }
  const { currency } = at
  const lines = [line, { ...line, unitPriceMinor: at.minor / 3n + 1n, taxCode: 'S' }]
  const draft = await draftInvoice(tx, { companyId, currency, lines, draftDate: date })
  await issueInvoice(tx, draft.id, date)
  world.invoices.push({ id: draft.id, companyId, currency })
}

/** For up to three invoices of the first one's customer and currency; for none it is an advance. */
async function pay(tx: Tx, world: World, each: Extract<Step, { do: 'pay' }>): Promise<void> {
  const named = each.invoices.flatMap((index) => nth(world.invoices, index) ?? [])
  const like = named[0] ?? { companyId: world.customers[0] ?? '', currency: each.at.currency }
  const settle = [...new Set(named.filter((one) => one.companyId === like.companyId && one.currency === like.currency))]
  const [head] = settle
  const minor = (each.at.minor * BigInt(each.share)) / 100n + 1n
  const { payments } = await recordPayment(tx, {
    direction: 'in',
    party: { companyId: like.companyId },
    date: addDays(START, each.at.day),
    amount: money(minor, like.currency),
    ...(each.movedIn ? { moved: money(minor + 7n, each.movedIn === like.currency ? 'EUR' : each.movedIn) } : {}),
    settle: settle.map(({ id }) => ({ kind: 'invoice', id })),
    differences:
      each.less && head
        ? [
            {
              method: each.less,
              of: { kind: 'invoice', id: head.id },
              amountMinor: 3n,
              relief: each.less === 'discount',
            },
          ]
        : [],
  })
  world.payments.push(...payments.map(({ id }) => id))
}

const openAt = (books: TestBooks, asOf: string, known: Known | null) =>
  books.read(async (read) => [
    ...(await read.sql<object[]>`
        select o.control, o.company_id, o.currency, o.kind, o.id, o.ref, o.date, o.due_date, o.minor
        from ${openItems(read, asOf, known)} o where o.minor <> 0 order by o.id`),
  ])

it('law 5 in both currencies at any date: open items equal the control accounts, whatever was paid, undone, bounced and paid back', {
  timeout: 600_000,
}, async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 24 }),
      fc.array(day, { minLength: 5, maxLength: 5 }),
      async (steps, days) => {
        const books = await openTestBooks(first.db, first.clock)
        await keepRates(books, { USD: 0.92, JPY: 0.0061 }, START, 310)
        const world: World = {
          books,
          customers: [await books.customer('A'), await books.customer('B')],
          invoices: [],
          payments: [],
        }
        const half = Math.ceil(steps.length / 2)
        const dates = days.map((offset) => addDays(START, offset))
        done += await live(world, steps.slice(0, half))
        const { sealNumber } = await sealAll(books.db, books.scope)
        const known = { seal: sealNumber, at: books.clock.now() }
        const before = await Promise.all(dates.map((asOf) => openAt(books, asOf, null)))
        books.clock.advance(1_000)
        done += await live(world, steps.slice(half))
        for (const asOf of [null, ...dates]) expect(await differencesAt(books, asOf)).toEqual([])
        await sealAll(books.db, books.scope)
        // Whatever came later, and however it is dated: what was known then can be had again.
        expect(await Promise.all(dates.map((asOf) => openAt(books, asOf, known)))).toEqual(before)
        expect(await books.read(verifyBooks)).toEqual([])
      },
    ),
    { numRuns: 40 },
  )
  // A history that is refused throughout would prove nothing.
  expect(done).toBeGreaterThan(100)
})
