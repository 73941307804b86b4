import { allocateOpen } from '../../src/domain/billing/allocate-open.js'
import { creditInvoice } from '../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../src/domain/billing/pay-invoice.js'
import { recordRefund } from '../../src/domain/billing/refund.js'
import { reversePayment } from '../../src/domain/billing/reverse-payment.js'
import { unallocate } from '../../src/domain/billing/unallocate.js'
import { writeOffInvoice } from '../../src/domain/billing/write-off-invoice.js'
import { accrue } from '../../src/domain/ledger/accrue.js'
import { closeYear } from '../../src/domain/ledger/close-year.js'
import { closePeriod, getPeriodOfMonth, lockPeriod, reopenPeriod } from '../../src/domain/ledger/period-store.js'
import { postEntries } from '../../src/domain/ledger/post-entries.js'
import { postRevaluation } from '../../src/domain/ledger/post-revaluation.js'
import { reverseEntry } from '../../src/domain/ledger/reverse-entry.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { creditBill } from '../../src/domain/payables/credit-bill.js'
import { payBill } from '../../src/domain/payables/pay-bill.js'
import { postBill } from '../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../src/domain/payables/receive-bill.js'
import { money } from '../../src/lib/money.js'
import { matchLine, openLine } from './bank-deeds.js'
import type { World } from './book-world.js'
import { entry } from './books.js'

/** What one client does next. `pick` chooses among what there is by then. */
export type Step = { do: (typeof KINDS)[number]; month: number; minor: bigint; pick: number }
/** What settles a document or takes that back: two of these at once on the same one are where a race would break the books. */
export const SETTLING = [
  'pay',
  'unpay',
  'allocate',
  'unallocate',
  'credit',
  'refund',
  'writeOff',
  'payBill',
  'creditBill',
  'payUsd',
  'reverse',
  'matchLine',
  'openLine',
] as const
export const KINDS = [
  ...SETTLING,
  'post',
  'post',
  'group',
  'issue',
  'issue',
  'issueTogether',
  'bill',
  'issueUsd',
  'revalue',
  'accrue',
  'lockArea',
  'closeYear',
  'close',
  'reopen',
  'seal',
] as const

/** What a deed answers that found nothing to do. */
export const NOTHING = 'nothing'

const SETTLED = '2026-07-25'

const monthOf = ({ month }: Step): string => `2026-${String(month).padStart(2, '0')}`
const dayOf = (step: Step): string => `${monthOf(step)}-15`
const decimal = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
const pickOf = <T>(from: readonly T[], { pick }: Step): T | undefined => from[pick % Math.max(from.length, 1)]

/** Months 1 to 6 close and open again; what settles is dated in July. */
export const deeds: Record<Step['do'], (world: World, step: Step) => Promise<unknown>> = {
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
    if (!id) return NOTHING
    await books.change((tx) => reverseEntry(tx, id, dayOf(at)))
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
  pay: async ({ books, invoices, payments, paid }, at) => {
    const invoiceId = pickOf(invoices, at)
    if (!invoiceId) return NOTHING
    const { payment } = await books.change((tx) =>
      payInvoice(tx, { invoiceId, date: '2026-07-15', amount: money(at.minor, 'EUR') }),
    )
    payments.push(payment.id)
    paid.push({ payment: payment.id, invoice: invoiceId })
  },
  unpay: async ({ books, payments }, at) => {
    const paymentId = pickOf(payments, at)
    if (!paymentId) return NOTHING
    await books.change((tx) => reversePayment(tx, { paymentId, date: SETTLED }))
  },
  allocate: async ({ books, payments, invoices, paid }, at) => {
    const [payment, invoice] = [pickOf(payments, at), pickOf(invoices.toReversed(), at)]
    if (!payment || !invoice) return NOTHING
    const [from, to] = [
      { kind: 'payment' as const, id: payment },
      { kind: 'invoice' as const, id: invoice },
    ]
    await books.change((tx) => allocateOpen(tx, { from, to: [to], date: SETTLED }))
    paid.push({ payment, invoice })
  },
  unallocate: async ({ books, paid }, at) => {
    const pair = pickOf(paid, at)
    if (!pair) return NOTHING
    const [from, to] = [
      { kind: 'payment' as const, id: pair.payment },
      { kind: 'invoice' as const, id: pair.invoice },
    ]
    await books.change((tx) => unallocate(tx, { from, to, date: SETTLED }))
  },
  credit: async ({ books, invoices }, at) => {
    const invoiceId = pickOf(invoices, at)
    if (!invoiceId) return NOTHING
    const credited = at.minor % 2n ? ('rest' as const) : { netMinor: at.minor / 2n + 1n }
    await books.change((tx) => creditInvoice(tx, { invoiceId, date: SETTLED, credited }))
  },
  refund: async ({ books, payments }, at) => {
    const id = pickOf(payments, at)
    if (!id) return NOTHING
    await books.change((tx) => recordRefund(tx, { of: { kind: 'payment', id }, date: SETTLED }))
  },
  writeOff: async ({ books, invoices }, at) => {
    const invoiceId = pickOf(invoices, at)
    if (!invoiceId) return NOTHING
    await books.change((tx) => writeOffInvoice(tx, { invoiceId, date: SETTLED, relief: at.minor % 2n === 0n }))
  },
  bill: async ({ books, customer, bills }, at) => {
    const lines = [{ description: 'Hosting', unitPriceMinor: at.minor, account: '6837' }]
    const billDate = dayOf(at)
    const { id } = await books.change((tx) => receiveBill(tx, { companyId: customer, billDate, lines }))
    await books.change((tx) => postBill(tx, id))
    bills.push(id)
  },
  payBill: async ({ books, bills }, at) => {
    const billId = pickOf(bills, at)
    if (!billId) return NOTHING
    const amount = at.minor % 2n ? { amount: money(at.minor / 3n + 1n, 'EUR') } : {}
    await books.change((tx) => payBill(tx, { billId, date: SETTLED, ...amount }))
  },
  creditBill: async ({ books, bills }, at) => {
    const billId = pickOf(bills, at)
    if (!billId) return NOTHING
    const input = { billId, billDate: SETTLED, netMinor: at.minor / 4n + 1n, ownerId: null }
    const { id } = await books.change((tx) => creditBill(tx, input))
    await books.change((tx) => postBill(tx, id))
  },
  issueUsd: async ({ books, customer, abroad }, at) => {
    const lines = [{ description: 'Work', unitPriceMinor: at.minor }]
    const input = { companyId: customer, draftDate: dayOf(at), currency: 'USD', lines }
    const { id } = await books.change((tx) => draftInvoice(tx, input))
    await books.change((tx) => issueInvoice(tx, id, dayOf(at)))
    abroad.push(id)
  },
  payUsd: async ({ books, abroad }, at) => {
    const invoiceId = pickOf(abroad, at)
    if (!invoiceId) return NOTHING
    await books.change((tx) => payInvoice(tx, { invoiceId, date: '2026-07-15', amount: money(at.minor, 'USD') }))
  },
  revalue: ({ books }, at) => books.change((tx) => postRevaluation(tx, monthOf(at), 'EUR')),
  accrue: ({ books }, at) => {
    const input = { memo: 'Audit', account: '6837', amount: money(at.minor, 'EUR'), month: monthOf(at) }
    return books.change((tx) => accrue(tx, input, 'EUR'))
  },
  lockArea: async ({ books }, at) => {
    const period = await books.read((read) => getPeriodOfMonth(read, monthOf(at)))
    const areas = [[], ['sales'], ['manual', 'banking']] as const
    await books.change((tx) => lockPeriod(tx, period.id, areas[at.pick % areas.length] ?? []))
  },
  matchLine: async ({ books }, at) => (await matchLine(books, at.pick)) ?? NOTHING,
  openLine: async ({ books }, at) => (await openLine(books, at.pick, SETTLED)) ?? NOTHING,
  closeYear: ({ books }) => books.change((tx) => closeYear(tx, 2026)),
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
