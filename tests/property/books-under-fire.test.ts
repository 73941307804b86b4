import fc from 'fast-check'
import { expect, it } from 'vitest'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { openIssuer } from '../../src/domain/billing/issue-together.js'
import { payInvoice } from '../../src/domain/billing/pay-invoice.js'
import { reversePayment } from '../../src/domain/billing/reverse-payment.js'
import { closePeriod, getPeriodOfMonth, reopenPeriod } from '../../src/domain/ledger/period-store.js'
import { postEntries } from '../../src/domain/ledger/post-entries.js'
import { openPoster } from '../../src/domain/ledger/post-together.js'
import { reverseEntry } from '../../src/domain/ledger/reverse-entry.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { AppError } from '../../src/lib/errors.js'
import { money } from '../../src/lib/money.js'
import { bookFaults } from '../support/book-faults.js'
import { entry, openTestBooks, type TestBooks, testBooks } from '../support/books.js'

/** Forty seconds are 50 to 150 histories. Hours of it: `BOOKS_MINUTES=120 npm test -- tests/property/books-under-fire.test.ts`. */
const MINUTES = Number(process.env['BOOKS_MINUTES'] ?? 0.65)
const CLIENTS = 8

const first = await testBooks()

/** What one client does next. `pick` chooses among what there is by then. */
type Step = { do: (typeof KINDS)[number]; month: number; minor: bigint; pick: number }
const KINDS = [
  'post',
  'post',
  'group',
  'reverse',
  'issue',
  'issue',
  'issueTogether',
  'pay',
  'unpay',
  'close',
  'reopen',
  'seal',
] as const

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(...KINDS),
  month: fc.integer({ min: 1, max: 6 }),
  minor: fc.bigInt({ min: 1n, max: 1_000_000n }),
  pick: fc.nat(1000),
})

type World = {
  books: TestBooks
  poster: ReturnType<typeof openPoster>
  issuer: ReturnType<typeof openIssuer>
  customer: string
  people: [string, string]
  entries: string[]
  invoices: string[]
  payments: string[]
  /** What the trial balance said at each seal. */
  said: Map<bigint, string>
}

async function newWorld(): Promise<World> {
  const books = await openTestBooks(first.db, first.clock)
  const hire = (name: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@x.test`, name, roles: ['controller'] }))
  const people: [string, string] = [await hire('ada'), await hire('bo')]
  const customer = await books.customer('Kranich')
  return {
    books,
    poster: openPoster(books.db),
    issuer: openIssuer(books.db),
    customer,
    people,
    entries: [],
    invoices: [],
    payments: [],
    said: new Map(),
  }
}

const monthOf = ({ month }: Step): string => `2026-${String(month).padStart(2, '0')}`
const dayOf = (step: Step): string => `${monthOf(step)}-15`
const decimal = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
const pickOf = (from: readonly string[], { pick }: Step): string | undefined => from[pick % Math.max(from.length, 1)]

const deeds: Record<Step['do'], (world: World, step: Step) => Promise<unknown>> = {
  post: async ({ books, entries }, at) => {
    const posted = await books.change(async (tx) => postEntries(tx, [await plainEntry(tx, at)]))
    entries.push(...posted.map(({ entryId }) => entryId))
  },
  group: async ({ books, entries, poster }, at) => {
    const made = await books.change((tx) => plainEntry(tx, at))
    entries.push(...(await poster.post(books.scope, [made])).map(({ entryId }) => entryId))
  },
  reverse: async ({ books, entries }, at) => {
    const id = pickOf(entries, at)
    if (id) await books.change((tx) => reverseEntry(tx, id, dayOf(at)))
  },
  issue: async (world, at) => {
    const id = await draft(world, at)
    await world.books.change((tx) => issueInvoice(tx, id, dayOf(at)))
    world.invoices.push(id)
  },
  issueTogether: async (world, at) => {
    const id = await draft(world, at)
    await world.issuer.issue(world.books.scope, id, dayOf(at))
    world.invoices.push(id)
  },
  pay: async ({ books, invoices, payments }, at) => {
    const invoiceId = pickOf(invoices, at)
    if (!invoiceId) return
    const paid = await books.change((tx) =>
      payInvoice(tx, { invoiceId, date: '2026-07-15', amount: money(at.minor, 'EUR') }),
    )
    payments.push(paid.payment.id)
  },
  unpay: async ({ books, payments }, at) => {
    const paymentId = pickOf(payments, at)
    if (paymentId) await books.change((tx) => reversePayment(tx, { paymentId, date: '2026-07-20' }))
  },
  close: async ({ books }, at) => {
    const period = await books.read((read) => getPeriodOfMonth(read, monthOf(at)))
    await books.change((tx) => closePeriod(tx, period.id))
  },
  reopen: async ({ books, people: [asker, second] }, at) => {
    const period = await books.read((read) => getPeriodOfMonth(read, monthOf(at)))
    await books.change(async (tx) => {
      const id = tx.newId()
      const { workspaceId } = tx.scope
      const asked = {
        ref: `APR-${id}`,
        title: 'x',
        kind: 'reopen-period',
        subject: period.id,
        contentHash: 'x',
        reason: 'x',
      }
      const decided = { state: 'approved', requestedById: asker, decidedById: second, decidedAt: tx.now }
      await tx.prisma.approval.create({ data: { workspaceId, id, ...asked, ...decided } })
      await reopenPeriod(tx, period.id, id, new Date(tx.now.getTime() + 3_600_000))
    })
  },
  seal: ({ books }) => sealAll(books.db, books.scope),
}

const draft = ({ books, customer }: World, at: Step): Promise<string> => {
  const lines = [{ description: 'Work', unitPriceMinor: at.minor }]
  return books.change(async (tx) => (await draftInvoice(tx, { companyId: customer, draftDate: dayOf(at), lines })).id)
}

type Tx = Parameters<typeof entry>[0]
const plainEntry = (tx: Tx, at: Step) =>
  entry(tx, dayOf(at), 'Rent', { '6310': decimal(at.minor), '1800': `-${decimal(at.minor)}` })

/** What was not refused each time: a run in which nothing ever happens proves nothing. */
const done = new Set<string>()

/** What may be refused: a closed period, a second reversal, a payment that is reversed already. Nothing else may go wrong. */
async function tryStep(world: World, at: Step): Promise<void> {
  try {
    await deeds[at.do](world, at)
    done.add(at.do)
  } catch (error) {
    if (!(error instanceof AppError) || !['refused', 'conflict'].includes(error.code)) throw error
  }
}

/** The laws that one look can show; and of what was said at a seal, that it is said again. */
async function expectLaws({ books, said }: World): Promise<void> {
  expect(await books.read(bookFaults)).toEqual([])
  const seals = await books.read(
    ({ sql, scope }) => sql<{ seal: bigint; says: string }[]>`
      select s.number as seal, (select jsonb_agg(to_jsonb(t))::text from trial_balance('2026-12-31', s.number) t) as says
      from seal s where s.workspace_id = ${scope.workspaceId}`,
  )
  for (const { seal, says } of seals) {
    expect(said.get(seal) ?? says, `seal ${seal}`).toBe(says)
    said.set(seal, says)
  }
}

it(`all laws hold after every round of ${CLIENTS} clients at once`, { timeout: (MINUTES + 2) * 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: CLIENTS, maxLength: CLIENTS }), { minLength: 2, maxLength: 5 }),
      async (rounds) => {
        const world = await newWorld()
        for (const round of rounds) {
          await Promise.all(round.map((at) => tryStep(world, at)))
          await expectLaws(world)
        }
        await sealAll(world.books.db, world.books.scope)
        await expectLaws(world)
      },
    ),
    { numRuns: 1_000_000, interruptAfterTimeLimit: MINUTES * 60_000, markInterruptAsFailure: false },
  )
  expect([...done]).toEqual(expect.arrayContaining(['post', 'group', 'issue', 'issueTogether', 'pay', 'close', 'seal']))
})
