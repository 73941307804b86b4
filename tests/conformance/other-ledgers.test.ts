import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findLedgers, type Ledgers } from '../../scripts/services/ledgers.js'
import type { Program } from '../../scripts/services/programs.js'
import { bulkWorkspace } from '../../src/db/sql-workspace.js'
import { listAccounts } from '../../src/domain/ledger/account-store.js'
import { postEntries } from '../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { toDecimal } from '../../src/lib/money.js'
import { testBooks } from '../support/books.js'
import { CACHE } from '../support/places.js'
import { beancountJournal, dealtEntry, ledgerJournal, plainName, seeded } from '../support/plain-journals.js'

const execute = promisify(execFile)
const ENTRIES = 10_000
const BATCH = 2_500
const CURRENCIES = ['EUR', 'USD', 'JPY']

type Balances = Record<string, string>

const books = await testBooks()
const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-ledgers-'))
const journal = path.join(home, 'journal.ledger')
const beans = path.join(home, 'journal.beancount')
let ledgers: Ledgers
let ours: Balances

beforeAll(async () => {
  ledgers = await findLedgers(path.join(CACHE, 'ledgers'))
  const accounts = (await books.read(listAccounts)).filter(({ control }) => control === null)
  const dice = seeded(2026)
  const newId = () => books.db.ids.next()
  const entries = Array.from({ length: ENTRIES }, (_, n) => dealtEntry(dice, { accounts, year: 2026, newId }, n))
  await writeFile(journal, ledgerJournal(entries, accounts, 'EUR'))
  await writeFile(beans, beancountJournal(entries, accounts, 'EUR'))
  for (let at = 0; at < ENTRIES; at += BATCH)
    await bulkWorkspace(books.db, books.scope, (bulk) => postEntries(bulk, entries.slice(at, at + BATCH)))
  await sealAll(books.db, books.scope)
  ours = await ourBalances()
}, 240_000)
afterAll(() => rm(home, { recursive: true }))

async function ourBalances(): Promise<Balances> {
  const rows = await books.read(
    ({ sql }) => sql<{ code: string; kind: 'asset'; currency: string; minor: bigint }[]>`
      select code, kind, currency, sum(amount_minor)::bigint as minor from trial_balance('2026-12-31')
      group by code, kind, currency having sum(amount_minor) <> 0`,
  )
  return Object.fromEntries(
    rows.map((row) => [`${plainName(row)} ${row.currency}`, toDecimal({ minor: row.minor, currency: row.currency })]),
  )
}

const run = async ({ path: file, env }: Program, ...args: string[]): Promise<string> =>
  (await execute(file, args, { env: { ...process.env, ...env, HOME: home }, maxBuffer: 1 << 28 })).stdout

/** `1234.5` → `1234.50`: each prints as many decimals as it likes. */
const asDecimal = (number: string, currency: string): string => {
  const [whole = '0', part = ''] = number.replaceAll(',', '').trim().split('.')
  const digits = currency === 'JPY' ? 0 : 2
  return digits === 0 ? whole : `${whole}.${part.padEnd(digits, '0').slice(0, digits)}`
}

const balancesOf = (rows: readonly (readonly [string, string, string])[]): Balances =>
  Object.fromEntries(
    rows
      .filter(([, , number]) => !/^-?0(\.0+)?$/.test(number.trim()))
      .map(([account, currency, number]) => [`${account} ${currency}`, asDecimal(number, currency)]),
  )

it('every account equals hledger’s', { timeout: 600_000 }, async () => {
  const csv = await run(ledgers.hledger, '-f', journal, 'balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv')
  const rows = csv.trim().split('\n').slice(1)
  const cells = rows.map((row) => row.split('","').map((cell) => cell.replaceAll('"', '')))
  expect(balancesOf(cells.map(([account = '', currency = '', number = '']) => [account, currency, number]))).toEqual(
    ours,
  )
})

it('every account equals ledger’s', { timeout: 600_000 }, async () => {
  const rows: [string, string, string][] = []
  for (const currency of CURRENCIES) {
    const format = '%(account)|%(quantity(scrub(display_total)))\n'
    const only = ['--limit', `commodity == '${currency}'`]
    const text = await run(
      ledgers.ledger,
      '-f',
      journal,
      'balance',
      '--flat',
      '--no-total',
      '--format',
      format,
      ...only,
    )
    for (const line of text.trim().split('\n').filter(Boolean)) {
      const [account = '', number = ''] = line.split('|')
      rows.push([account.trim(), currency, number])
    }
  }
  expect(balancesOf(rows)).toEqual(ours)
})

it('every account equals bean-query’s', { timeout: 600_000 }, async () => {
  const query = 'select account, currency, sum(number) as number group by account, currency'
  const csv = await run(ledgers.beanQuery, '-q', '-f', 'csv', beans, query)
  const rows = csv.trim().split(/\r?\n/).slice(1)
  const cells = rows.map((row) => row.split(',').map((cell) => cell.trim()))
  expect(balancesOf(cells.map(([account = '', currency = '', number = '']) => [account, currency, number]))).toEqual(
    ours,
  )
})

it('the books prove themselves', async () => {
  expect(Object.keys(ours).length).toBeGreaterThan(60)
  expect(await books.read(verifyBooks)).toEqual([])
})
