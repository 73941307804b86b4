import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tx } from '../../src/db/in-workspace.js'
import { allocateOpen } from '../../src/domain/billing/allocate-open.js'
import { recordPayment } from '../../src/domain/billing/record-payment.js'
import { recordRefund } from '../../src/domain/billing/refund.js'
import { reversePayment } from '../../src/domain/billing/reverse-payment.js'
import { unallocate } from '../../src/domain/billing/unallocate.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { listTaxTotals } from '../../src/domain/ledger/tax-return-store.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { addDays } from '../../src/lib/dates.js'
import { AppError } from '../../src/lib/errors.js'
import { money } from '../../src/lib/money.js'
import { advanceDesk } from '../support/advances.js'
import { openTestBooks, type TestBooks, testBooks } from '../support/books.js'
import { differencesAt } from '../support/control-differences.js'
import { keepRates } from '../support/rates.js'

const first = await testBooks()
const START = '2026-02-01'

/** What can happen in any order and on any day; numbers pick among what there is by then. */
const step = fc.record({
  do: fc.constantFrom(
    ...(['receive', 'receive', 'issue', 'allocate', 'allocate', 'unallocate', 'refund', 'reverse', 'switch'] as const),
  ),
  day: fc.integer({ min: 0, max: 200 }),
  minor: fc.bigInt({ min: 1n, max: 300_000n }),
  isDollars: fc.boolean(),
  pick: fc.nat(40),
  other: fc.nat(40),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

type World = { books: TestBooks; customer: string; invoices: string[]; payments: string[]; isOn: boolean }

const nth = (all: readonly string[], index: number): string => all[index % Math.max(all.length, 1)] ?? ''

/** To be refused is one of the things that may happen; anything else thrown is a fault. */
async function happens(world: World, each: Step): Promise<boolean> {
  try {
    await happen(world, each)
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'refused') throw error
    return false
  }
}

async function happen(world: World, each: Step): Promise<void> {
  const { books, customer, invoices, payments } = world
  const date = addDays(START, each.day)
  const desk = advanceDesk(books)
  if (each.do === 'switch') {
    world.isOn = !world.isOn
    await desk.tax(world.isOn ? 'S' : null)
  } else if (each.do === 'issue') invoices.push(await desk.issue(customer, date, each.minor))
  else if (each.do === 'receive') payments.push(await books.change((tx) => receive(tx, world, each, date)))
  else if (payments.length > 0) await books.change((tx) => settle(tx, world, each, date))
}

/** For an invoice, with what is too much of it on account, or for none; in dollars for none. */
async function receive(tx: Tx, { customer, invoices }: World, each: Step, date: string): Promise<string> {
  const forOne = !each.isDollars && invoices.length > 0 && each.other % 2 === 0
  const { payments } = await recordPayment(tx, {
    direction: 'in',
    party: { companyId: customer },
    date,
    amount: money(each.minor, each.isDollars ? 'USD' : 'EUR'),
    settle: forOne ? [{ kind: 'invoice', id: nth(invoices, each.pick) }] : [],
  })
  return payments[0]?.id ?? ''
}

async function settle(tx: Tx, { invoices, payments }: World, each: Step, date: string): Promise<void> {
  const from = { kind: 'payment' as const, id: nth(payments, each.pick) }
  const part = each.minor % 3n === 0n ? { amountMinor: each.minor / 7n + 1n } : {}
  if (each.do === 'reverse') await reversePayment(tx, { paymentId: from.id, date })
  else if (each.do === 'refund') payments.push((await recordRefund(tx, { of: from, date, ...part })).payment.id)
  else if (invoices.length > 0) {
    const to = { kind: 'invoice' as const, id: nth(invoices, each.other) }
    if (each.do === 'unallocate') await unallocate(tx, { from, to, date })
    else await allocateOpen(tx, { from, to: [{ ...to, ...part }], date })
  }
}

/** Net and tax, by the documents alone: of the invoices, and what is contained in what is left of each payment that was taxed. */
const byDocuments = (books: TestBooks) =>
  books.read(async ({ sql, scope }) => {
    const [row] = await sql<{ netMinor: bigint; outputMinor: bigint }[]>`
      select coalesce(sum(net), 0)::bigint as "netMinor", coalesce(sum(tax), 0)::bigint as "outputMinor" from (
        select net_minor as net, tax_minor as tax from invoice where workspace_id = ${scope.workspaceId} and number is not null
        union all
        select base_unapplied_minor - round(base_unapplied_minor * 0.19 / 1.19), round(base_unapplied_minor * 0.19 / 1.19)
        from payment where workspace_id = ${scope.workspaceId} and advance_tax_code_id is not null) x`
    return row
  })

const declared = (books: TestBooks) =>
  books.read(async (read) => {
    const span = { from: '2026-01-01', to: '2027-12-31', seal: null, previous: null }
    const total = (await listTaxTotals(read, span)).find(({ code, side }) => code === 'S' && side === 'sale')
    return { netMinor: total?.netMinor ?? 0n, outputMinor: total?.outputMinor ?? 0n }
  })

it('declares the tax of invoices and of what is on account, once each, whatever was allocated, paid back and reversed', {
  timeout: 600_000,
}, async () => {
  let done = 0
  let taxed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const books = await openTestBooks(first.db, first.clock)
      await keepRates(books, { USD: 0.92 }, START, 210)
      await advanceDesk(books).tax('S')
      const world: World = { books, customer: await books.customer('A'), invoices: [], payments: [], isOn: true }
      for (const each of steps) {
        if (await happens(world, each)) done += 1
        expect(await declared(books)).toEqual(await byDocuments(books))
      }
      if ((await advanceDesk(books).cleared()) !== '0.00') taxed += 1
      expect(await differencesAt(books, null)).toEqual([])
      await sealAll(books.db, books.scope)
      expect(await books.read(verifyBooks)).toEqual([])
    }),
    { numRuns: 40 },
  )
  // Histories that are refused throughout, or end with nothing on account, would prove nothing.
  expect(done).toBeGreaterThan(100)
  expect(taxed).toBeGreaterThan(10)
})
