import type { Tx } from '../../src/db/in-workspace.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { openIssuer } from '../../src/domain/billing/issue-together.js'
import { recordPayment } from '../../src/domain/billing/record-payment.js'
import { openPoster } from '../../src/domain/ledger/post-together.js'
import { postBill } from '../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../src/domain/payables/receive-bill.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { money } from '../../src/lib/money.js'
import { openBank } from './bank-deeds.js'
import { openTestBooks, type TestBooks } from './books.js'
import { keepRates } from './rates.js'

export type World = {
  books: TestBooks
  poster: ReturnType<typeof openPoster>
  issuer: ReturnType<typeof openIssuer>
  customer: string
  people: [string, string]
  entries: string[]
  invoices: string[]
  payments: string[]
  /** Which payment came for which invoice. */
  paid: { payment: string; invoice: string }[]
  bills: string[]
  /** Invoices in another currency than the books'. */
  abroad: string[]
  /** What the trial balance said at each seal. */
  said: Map<bigint, string>
}

const CUSTOMER = 'Kranich'

/** Another company on the same database, with nothing in its books. */
export async function newWorld(first: Pick<TestBooks, 'db' | 'clock'>): Promise<World> {
  const books = await openTestBooks(first.db, first.clock)
  const hire = (name: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@x.test`, name, roles: ['controller'] }))
  const people: [string, string] = [await hire('ada'), await hire('bo')]
  const customer = await books.customer(CUSTOMER)
  await keepRates(books, { USD: 0.92 }, '2026-01-01', 215)
  const { invoice, paid, advance, abroad, bill } = await books.change((tx) => begun(tx, customer))
  return {
    books,
    poster: openPoster(books.db),
    issuer: openIssuer(books.db),
    customer,
    people,
    entries: [],
    invoices: [invoice],
    payments: [paid, advance],
    paid: [{ payment: paid, invoice }],
    bills: [bill],
    abroad: [abroad],
    said: new Map(),
  }
}

/**
 * An invoice that is part-paid, an advance, an invoice in dollars, and a bill: what most histories would come to too late to take it
 * back, allocate it, revalue it or credit it, and lines of the bank that tell of them.
 */
async function begun(
  tx: Tx,
  companyId: string,
): Promise<Record<'invoice' | 'paid' | 'advance' | 'abroad' | 'bill', string>> {
  const date = '2026-01-02'
  const lines = [{ description: 'Work', unitPriceMinor: 50_000_00n }]
  const { id: invoice } = await draftInvoice(tx, { companyId, draftDate: date, lines })
  const party = { companyId }
  const brought = { direction: 'in' as const, party, date, amount: money(30_000_00n, 'EUR') }
  const advance = await recordPayment(tx, { ...brought, settle: [] })
  await issueInvoice(tx, invoice, date)
  const paid = await recordPayment(tx, { ...brought, settle: [{ kind: 'invoice', id: invoice }] })
  const { id: abroad } = await draftInvoice(tx, { companyId, draftDate: date, currency: 'USD', lines })
  await issueInvoice(tx, abroad, date)
  const bought = [{ description: 'Hosting', unitPriceMinor: 20_000_00n, account: '6837' }]
  const { id: bill } = await receiveBill(tx, { companyId, billDate: date, lines: bought })
  await postBill(tx, bill)
  await openBank(tx, { customer: CUSTOMER, invoice, bill })
  return { invoice, abroad, bill, paid: paid.payments[0]?.id ?? '', advance: advance.payments[0]?.id ?? '' }
}
