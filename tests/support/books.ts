import type { Database } from '../../src/db/database.js'
import { inWorkspace, type Tx } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { openTaxCodes } from '../../src/domain/billing/tax-code-store.js'
import { createCompany } from '../../src/domain/crm/create-company.js'
import { getAccount } from '../../src/domain/ledger/account-store.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { openBooks } from '../../src/domain/ledger/open-books.js'
import { createWorkspace } from '../../src/domain/people/create-workspace.js'
import { handClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { fromDecimal } from '../../src/lib/money.js'
import { freshDatabase } from './database.js'
import { openTestDatabase } from './open-test-database.js'

/** A company with its books open, on a database of its own: what tests of ledger and billing start from. */
export type TestBooks = {
  db: Database
  scope: Scope
  clock: ReturnType<typeof handClock>
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
  /** A customer to bill. */
  customer(name: string): Promise<string>
}

/** One database with as many companies as a test file needs. */
export async function testBooks(options: { country?: string; currency?: string } = {}): Promise<TestBooks> {
  const database = await freshDatabase()
  const clock = handClock(new Date('2026-11-23T09:00:00Z'))
  const db = openTestDatabase(database, clock)
  return openTestBooks(db, clock, options)
}

/** Another company on the same database. */
export async function openTestBooks(
  db: Database,
  clock: TestBooks['clock'],
  { country = 'DE', currency = 'EUR' }: { country?: string; currency?: string } = {},
): Promise<TestBooks> {
  const slug = `books-${randomIds.next().slice(-12)}`
  const input = { name: 'Lindenhof', slug, baseCurrency: currency, country, timeZone: 'UTC', simulated: true }
  const workspaceId = await createWorkspace(db, input, {
    fill: async (tx) => {
      await openBooks(tx, country, [2026, 2027])
      await openTaxCodes(tx, country)
    },
  })
  const scope: Scope = { workspaceId, actorId: null, via: 'terminal' }
  const change: TestBooks['change'] = (work) => inWorkspace(db, scope, work)
  const customer = (name: string) =>
    change((tx) => createCompany(tx, { name, currency, termsDays: 30 })).then((company) => company.id)
  return { db, scope, clock, change, read: (work) => readWorkspace(db, scope, work), customer }
}

/**
 * An entry as an accountant writes it: `entry(tx, '2026-10-01', 'Capital', { '1800': '1000.00', '2900': '-1000.00' })`, accounts
 * by code, debits positive.
 */
export async function entry(
  tx: Tx,
  date: string,
  memo: string,
  lines: Readonly<Record<string, string>>,
  more: Partial<NewEntry> = {},
): Promise<NewEntry> {
  const postings: NewEntry['postings'][number][] = []
  for (const [code, amount] of Object.entries(lines)) {
    const account = await getAccount(tx, { code })
    postings.push({ accountId: account.id, amount: fromDecimal(amount, 'EUR') })
  }
  const id = tx.newId()
  return { id, date, source: 'manual', memo, idempotencyKey: `test:${id}`, postings, ...more }
}
