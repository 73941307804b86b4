import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { findLedgers } from '../scripts/services/ledgers.js'
import type { Database } from '../src/db/database.js'
import type { Scope } from '../src/db/scope.js'
import { bulkWorkspace, readWorkspace } from '../src/db/sql-workspace.js'
import { listAccounts } from '../src/domain/ledger/account-store.js'
import { listBalances } from '../src/domain/ledger/balance-store.js'
import type { NewEntry } from '../src/domain/ledger/entry.js'
import { listMonthlyResults } from '../src/domain/ledger/monthly-store.js'
import { postEntries } from '../src/domain/ledger/post-entries.js'
import { sealAll } from '../src/domain/ledger/seal-entries.js'
import { beancountJournal, dealtEntry, ledgerJournal, seeded } from '../tests/support/plain-journals.js'
import { type Bench, type Finding, median, rounded, timed } from './harness.js'
import { newCompany } from './stage.js'

const execute = promisify(execFile)

/** A tenth of what the goals are set for, so that a run takes a minute; `BOOKS_POSTINGS=1000000` is the whole. */
const POSTINGS = Number(process.env['BOOKS_POSTINGS'] ?? 100_000)
const BATCH = 5_000
const READS = 15

/** A journal loaded in sets, against COPY and INSERT … SELECT of the same rows; its reports, against plain-text ledgers on the same entries. */
export const books: Bench = {
  name: 'books',
  run: async (stage) => {
    const { db, adminUrl } = await stage.openDatabase()
    const scope = await newCompany(db)
    const accounts = (await readWorkspace(db, scope, listAccounts)).filter(({ control }) => control === null)
    const year = db.clock.now().getUTCFullYear()
    const entries = deal(accounts, year, () => db.ids.next())
    const postings = entries.reduce((sum, entry) => sum + entry.postings.length, 0)

    const loadMs = await timed(() => load(db, scope, entries))
    const seals: bigint[] = []
    const sealMs = await timed(async () => void seals.push((await sealAll(db, scope)).sealNumber))
    const copyMs = await copySame(adminUrl, path.join(stage.dir, 'rows'))

    const until = `${year}-12-31`
    const months = { from: `${year}-01`, to: `${year}-12` }
    const trial = await medianOf(() => readWorkspace(db, scope, (read) => listBalances(read, until)))
    const result = await medianOf(() => readWorkspace(db, scope, (read) => listMonthlyResults(read, months)))
    const half = (seals[0] ?? 2n) / 2n
    const asOf = await medianOf(() => readWorkspace(db, scope, (read) => listBalances(read, until, half)))
    const rivals = await rivalsOn(entries, accounts, stage.dir)
    return [
      {
        what: `load of ${postings} postings`,
        unit: 'postings/s',
        figures: { daybook: rounded((postings / loadMs) * 1000), 'copy + insert': rounded((postings / copyMs) * 1000) },
        ratio: rounded(copyMs / loadMs),
        goal: '≥ 0.5 of COPY and INSERT … SELECT',
      },
      { what: 'the same sealed', unit: 'postings/s', figures: { daybook: rounded((postings / sealMs) * 1000) } },
      ...against('trial balance', trial, rivals, 'balance'),
      ...against('profit and loss', result, rivals, 'result'),
      {
        what: 'trial balance as of a past seal',
        unit: 'ms',
        figures: { past: rounded(asOf), now: rounded(trial) },
        ratio: rounded(asOf / trial),
        goal: '≤ 10 of the current one',
      },
    ]
  },
}

type Accounts = Parameters<typeof dealtEntry>[1]['accounts']
type Rival = { name: string; what: 'balance' | 'result'; ms: number }

function deal(accounts: Accounts, year: number, newId: () => string): NewEntry[] {
  const dice = seeded(2026)
  const entries: NewEntry[] = []
  for (let postings = 0; postings < POSTINGS; postings += entries.at(-1)?.postings.length ?? 1)
    entries.push(dealtEntry(dice, { accounts, year, newId }, entries.length))
  return entries
}

async function load(db: Database, scope: Scope, entries: readonly NewEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += BATCH)
    await bulkWorkspace(db, scope, (bulk) => postEntries(bulk, entries.slice(at, at + BATCH)))
}

/** The rows that were loaded, into tables with the same columns, rules and indexes, by the way with the least work. */
async function copySame(adminUrl: string, file: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    let ms = 0
    for (const table of ['journal_entry', 'posting']) {
      await sql.unsafe(`create table rival_${table} (like ${table} including all)`)
      await pipeline(await sql.unsafe(`copy ${table} to stdout`).readable(), createWriteStream(file))
      await sql.unsafe(`create temp table copied_${table} (like ${table})`)
      ms += await timed(async () => {
        await pipeline(createReadStream(file), await sql.unsafe(`copy copied_${table} from stdin`).writable())
        await sql.unsafe(`insert into rival_${table} select * from copied_${table}`)
      })
    }
    return ms
  } finally {
    await sql.end()
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < READS; n += 1) times.push(await timed(work))
  return median(times)
}

async function rivalsOn(entries: readonly NewEntry[], accounts: Accounts, dir: string): Promise<Rival[]> {
  const ledgers = await findLedgers(path.join(dir, 'ledgers'))
  const journal = path.join(dir, 'journal.ledger')
  const beans = path.join(dir, 'journal.beancount')
  await writeFile(journal, ledgerJournal(entries, accounts, 'EUR'))
  await writeFile(beans, beancountJournal(entries, accounts, 'EUR'))
  // Beancount keeps what it has read beside the file; a ledger that changes every minute can't.
  const env = { ...process.env, BEANCOUNT_DISABLE_LOAD_CACHE: '1' }
  const run = (file: string, ...args: string[]) =>
    timed(() => execute(file, args, { maxBuffer: 1 << 28, env }).catch(failUnlessRead))
  return [
    { name: 'hledger', what: 'balance', ms: await run(ledgers.hledger.path, '-f', journal, 'balance', '--flat') },
    { name: 'ledger', what: 'balance', ms: await run(ledgers.ledger.path, '-f', journal, 'balance', '--flat') },
    { name: 'bean-check', what: 'balance', ms: await run(ledgers.beanCheck.path, beans) },
    {
      name: 'hledger',
      what: 'result',
      ms: await run(ledgers.hledger.path, '-f', journal, 'incomestatement', '--monthly'),
    },
    {
      name: 'ledger',
      what: 'result',
      ms: await run(ledgers.ledger.path, '-f', journal, 'balance', 'Income', 'Expenses'),
    },
  ]
}

/** A program that read all and ended with 1, because something in it didn't please it, has done its work. */
function failUnlessRead(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'number')) throw error
}

const against = (what: string, ours: number, rivals: readonly Rival[], of: Rival['what']): Finding[] => {
  const theirs = rivals.filter((rival) => rival.what === of)
  const fastest = Math.min(...theirs.map(({ ms }) => ms))
  return [
    {
      what,
      unit: 'ms',
      figures: { daybook: rounded(ours), ...Object.fromEntries(theirs.map(({ name, ms }) => [name, rounded(ms)])) },
      ratio: rounded(fastest / ours),
      goal: '≥ 1000 times as fast as the fastest, at a million postings',
    },
  ]
}
