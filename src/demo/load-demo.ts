import type { Database } from '../db/database.js'
import { inWorkspace } from '../db/in-workspace.js'
import { foundCompany } from '../domain/found-company.js'
import { sealAll } from '../domain/ledger/seal-entries.js'
import { goLive } from '../domain/people/go-live.js'
import { dateIn } from '../lib/dates.js'
import { type DemoCompany, demoCompany } from './company.js'
import { makeLoading } from './load/context.js'
import { loadBank } from './load/load-bank.js'
import { loadBilling } from './load/load-billing.js'
import { loadBooks } from './load/load-books.js'
import { loadCases } from './load/load-cases.js'
import { loadClose } from './load/load-close.js'
import { loadDeals } from './load/load-deals.js'
import { loadPayables } from './load/load-payables.js'
import { loadPeople } from './load/load-people.js'
import { loadRates } from './load/load-rates.js'
import { loadSales } from './load/load-sales.js'
import { BILLS } from './parts/bills.js'
import { CASES } from './parts/cases.js'

export type DemoOptions = {
  seed?: number
  /** The day it is shown on; default the clock's. */
  anchor?: string
  /** The Slack channel of the close's card. */
  closeChannel: string
  /** Where new cases are told; default: to those who answer them. */
  supportChannel?: string
  onProgress?: (step: string, ms: number) => void
}

export type LoadedDemo = { workspaceId: string; company: DemoCompany }

export const DEMO_SLUG = 'larkspur'
export const DEMO_SEED = 20

/**
 * Makes the demo company through the domain, as its own people would have. It is live at the end, inside its own four walls.
 * A kill in between leaves a half-told story, so whoever calls this does it in a database that is thrown away then.
 */
export async function loadDemo(db: Database, options: DemoOptions): Promise<LoadedDemo> {
  const company = demoCompany(options.seed ?? DEMO_SEED, options.anchor ?? dateIn('Europe/London', db.clock.now()))
  const workspaceId = await found(db, company, options)
  const loading = makeLoading(db, company, workspaceId)
  const timed = async (step: string, work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    options.onProgress?.(step, performance.now() - start)
  }
  await timed(
    `${company.staff.length} staff, ${company.customers.length} companies, ${company.people.length} contacts`,
    () => loadPeople(loading),
  )
  await timed(`${company.rates.length} exchange rates`, () => loadRates(loading))
  await timed(`${company.deals.length} deals`, () => loadDeals(loading))
  await timed('products, tasks, a quote', () => loadSales(loading))
  await timed(`${company.invoices.length} invoices, ${company.entries.length} entries, payments`, () =>
    loadBooks(loading),
  )
  await timed('a bank statement, matched', () => loadBank(db, loading))
  await timed('months closed, one in progress', () => loadClose(loading))
  await timed(`${BILLS.length} bills, expenses, bank details`, () => loadPayables(loading))
  await timed('what recurs, and what waits for a second person', () => loadBilling(loading))
  await timed(`${CASES.length} support cases`, () => loadCases(loading))
  const scope = { workspaceId, actorId: null, via: 'demo' as const }
  await timed('ledger sealed', () => sealAll(db, scope))
  await inWorkspace(db, scope, async (tx) => {
    await goLive(tx)
    // What presents itself today is there to be looked at; it would be noticed tomorrow otherwise.
    await tx.outbox('signal.look', {})
  })
  return { workspaceId, company }
}

async function found(
  db: Database,
  company: DemoCompany,
  { closeChannel, supportChannel }: DemoOptions,
): Promise<string> {
  const first = Number(company.calendar.bookMonths[0]?.slice(0, 4))
  // One more than today's year: the demo may be kept over New Year.
  const last = Number(company.calendar.today.slice(0, 4))
  return await foundCompany(db, {
    company: {
      name: company.name,
      slug: DEMO_SLUG,
      baseCurrency: 'GBP',
      country: 'GB',
      timeZone: 'Europe/London',
      simulated: true,
      settings: {
        closeChannel,
        letterhead: LETTERHEAD,
        ...(supportChannel ? { support: { tell: { channel: supportChannel } } } : {}),
      },
    },
    years: Array.from({ length: last - first + 2 }, (_, n) => first + n),
    via: 'demo',
  })
}

const LETTERHEAD = {
  street: '4 Wharf Street',
  city: 'Bristol',
  postcode: 'BS1 5TY',
  country: 'United Kingdom',
  taxId: 'GB 000 0000 00',
  registration: 'Company no. 00000000',
  email: 'billing@larkspur.example',
  phone: '+44 117 496 0000',
  website: 'www.larkspur.example',
  bank: 'Example Bank',
  iban: 'GB33BUKB20201555555555',
  accent: '#3f5fa8',
}
