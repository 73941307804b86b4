import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { bulkWorkspace, readWorkspace } from '../../src/db/sql-workspace.js'
import { listAccounts } from '../../src/domain/ledger/account-store.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { postEntries } from '../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { dealtEntry, type PlainAccount, seeded } from '../../tests/support/plain-journals.js'
import { type Finding, rounded, timed } from '../harness.js'
import { newCompany, type Stage } from '../stage.js'
import { copySame } from './copy-same.js'
import { type ReportTimes, timeReports } from './reports.js'
import { type Rivals, rivalsOn } from './rivals.js'

/** What the goals are set for. A smaller one only shows the way: the rivals' time grows with it, ours hardly. */
const POSTINGS = Number(process.env['LEDGER_POSTINGS'] ?? 1_000_000)
/** `LEDGER_TEN_TIMES=1` goes on to ten times as many, which takes a quarter of an hour or more. */
const TEN_TIMES = process.env['LEDGER_TEN_TIMES'] === '1'
/** `LEDGER_RIVALS=0` leaves the plain-text ledgers out, which take minutes for a million postings. */
const WITH_RIVALS = process.env['LEDGER_RIVALS'] !== '0'
const BATCH = 5_000

/** A journal loaded in sets, against COPY and INSERT … SELECT of the same rows; its reports, against plain-text ledgers on the same entries. */
export async function journal(stage: Stage): Promise<Finding[]> {
  const { db, adminUrl } = await stage.openDatabase()
  const scope = await newCompany(db)
  const accounts = (await readWorkspace(db, scope, listAccounts)).filter(({ control }) => control === null)
  const year = db.clock.now().getUTCFullYear()
  const deal = dealer(db, accounts, year)
  const entries = [...deal(POSTINGS)]
  const loadMs = await timed(() => load(db, scope, entries))
  const copyMs = await copySame(adminUrl)
  const sealMs = await timed(() => sealAll(db, scope))
  const times = await timeReports(db, scope, year, await middleSeal(db, scope))
  const rivals = WITH_RIVALS ? await rivalsOn(entries, accounts, stage.dir) : null
  const ratio = rounded(copyMs / loadMs)
  const rate = (ms: number) => rounded((POSTINGS / ms) * 1000)
  const findings: Finding[] = [
    {
      what: `load of ${POSTINGS} postings`,
      unit: 'postings/s',
      figures: { daybook: rate(loadMs), 'copy + insert': rate(copyMs) },
      ratio,
      goal: '≥ 0.50 of COPY and INSERT … SELECT',
      met: ratio >= 0.5,
    },
    { what: 'the same sealed', unit: 'postings/s', figures: { daybook: rate(sealMs) } },
    ...reportFindings(times, rivals),
  ]
  if (!TEN_TIMES) return findings
  for (let more = 0; more < 9; more += 1) {
    await load(db, scope, [...deal(POSTINGS)])
    await sealAll(db, scope)
  }
  const tenfold = await timeReports(db, scope, year, await middleSeal(db, scope))
  return [
    ...findings,
    growth('trial balance', times.trial, tenfold.trial),
    growth('profit and loss', times.result, tenfold.result),
  ]
}

/** Entries with as many postings as asked for, no two the same. */
function dealer(db: Database, accounts: readonly PlainAccount[], year: number) {
  const dice = seeded(2026)
  let dealt = 0
  return function* deal(postings: number): Generator<NewEntry> {
    for (let made = 0; made < postings; ) {
      const entry = dealtEntry(dice, { accounts, year, newId: () => db.ids.next() }, dealt++)
      made += entry.postings.length
      yield entry
    }
  }
}

async function load(db: Database, scope: Scope, entries: readonly NewEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += BATCH)
    await bulkWorkspace(db, scope, (bulk) => postEntries(bulk, entries.slice(at, at + BATCH)))
}

async function middleSeal(db: Database, scope: Scope): Promise<bigint> {
  const [row] = await readWorkspace(
    db,
    scope,
    ({ sql }) =>
      sql<{ last: bigint }[]>`select max(number) as last from seal where workspace_id = ${scope.workspaceId}`,
  )
  return ((row?.last ?? 1n) + 1n) / 2n
}

function reportFindings(times: ReportTimes, rivals: Rivals | null): Finding[] {
  const past = rounded(times.past / times.trial)
  const beside = rivals
    ? [against('trial balance', times.trial, rivals.balance), against('profit and loss', times.result, rivals.result)]
    : []
  return [
    ...beside,
    {
      what: 'trial balance as of a past seal',
      unit: 'ms',
      figures: { past: rounded(times.past), now: rounded(times.trial) },
      ratio: past,
      goal: '≤ 10 of the current one',
      met: past <= 10,
    },
  ]
}

/** Against the fastest of them. */
function against(what: string, ours: number, theirs: Readonly<Record<string, number>>): Finding {
  const ratio = rounded(Math.min(...Object.values(theirs)) / ours)
  const figures = Object.fromEntries(
    Object.entries({ daybook: ours, ...theirs }).map(([who, ms]) => [who, rounded(ms)]),
  )
  return {
    what: `${what} at ${POSTINGS} postings`,
    unit: 'ms',
    figures,
    ratio,
    goal: '≥ 1000 times as fast as the fastest, at a million postings',
    met: ratio >= 1000,
  }
}

function growth(what: string, once: number, tenfold: number): Finding {
  const ratio = rounded(tenfold / once)
  const figures = { once: rounded(once), 'ten times': rounded(tenfold) }
  return {
    what: `${what} at ten times the postings`,
    unit: 'ms',
    figures,
    ratio,
    goal: '≤ 2 of the time at once',
    met: ratio <= 2,
  }
}
