import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { listBalances } from '../../src/domain/ledger/balance-store.js'
import { listMonthlyResults } from '../../src/domain/ledger/monthly-store.js'
import { median, timed } from '../harness.js'

const READS = 25

/** How long the reports on a year take, ms: as of now, and the trial balance as of a past seal. */
export type ReportTimes = { trial: number; result: number; past: number }

export async function timeReports(db: Database, scope: Scope, year: number, seal: bigint): Promise<ReportTimes> {
  const until = `${year}-12-31`
  const months = { from: `${year}-01`, to: `${year}-12` }
  return {
    trial: await medianOf(() => readWorkspace(db, scope, (read) => listBalances(read, until))),
    result: await medianOf(() => readWorkspace(db, scope, (read) => listMonthlyResults(read, months))),
    past: await medianOf(() => readWorkspace(db, scope, (read) => listBalances(read, until, seal))),
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < READS; n += 1) times.push(await timed(work))
  return median(times)
}
