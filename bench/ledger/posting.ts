import postgres from 'postgres'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { bulkWorkspace } from '../../src/db/sql-workspace.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { openIssuer } from '../../src/domain/billing/issue-together.js'
import { postEntries } from '../../src/domain/ledger/post-entries.js'
import { openPoster } from '../../src/domain/ledger/post-together.js'
import { type Finding, medians, piecesPerSecond, ratioOf, takeTurns } from '../harness.js'
import { tpcbLike } from '../pgbench.js'
import type { Stage } from '../stage.js'
import { openSales } from './sales.js'

const ROUNDS = 5
const CLIENTS = 8
/**
 * What is done before anything counts: a company that has begun, with the statistics that autovacuum takes within a minute (pgbench takes
 * them of its own tables), in a service that has run for a minute, whose own code is compiled as pgbench's is.
 */
const WARM = { entries: 6_000, invoices: 400 } as const
/** Pieces of work a turn: a second or two each on two cores. */
const PIECES = { entries: 3_000, alone: 200, invoices: 200, invoicesAlone: 24 } as const

/**
 * Eight clients post balanced entries, all on one receivable account, and issue invoices with gapless numbers, in commits that they
 * share; `alone` is each in a transaction of its own, as within a business transaction. Against pgbench's tpcb-like, in turns.
 */
export async function posting(stage: Stage): Promise<Finding[]> {
  const { db, adminUrl } = await stage.openDatabase()
  const { scope, date, entry, drafts } = await openSales(db)
  const [poster, issuer] = [openPoster(db), openIssuer(db)]
  await piecesPerSecond(CLIENTS, WARM.entries, () => poster.post(scope, [entry()]))
  const warming = await drafts(WARM.invoices)
  await piecesPerSecond(CLIENTS, WARM.invoices, (n) => issuer.issue(scope, warming[n] ?? '', date))
  await analyze(adminUrl)
  const tpcb = await tpcbLike(stage, CLIENTS)
  const each = (work: keyof typeof PIECES, one: (n: number) => Promise<unknown>) =>
    piecesPerSecond(CLIENTS, PIECES[work], one)
  const issueAll = async (work: 'invoices' | 'invoicesAlone', issue: (draft: string) => Promise<unknown>) => {
    const made = await drafts(PIECES[work])
    return each(work, (n) => issue(made[n] ?? ''))
  }
  const rates = await takeTurns(ROUNDS, {
    tpcb: tpcb.run,
    entries: () => each('entries', () => poster.post(scope, [entry()])),
    invoices: () => issueAll('invoices', (draft) => issuer.issue(scope, draft, date)),
    alone: () => each('alone', () => bulkWorkspace(db, scope, (bulk) => postEntries(bulk, [entry()]))),
    invoicesAlone: () =>
      issueAll('invoicesAlone', (draft) => inWorkspace(db, scope, (tx) => issueInvoice(tx, draft, date))),
  })
  const against = (what: string, ours: number[], alone: number[], least: number): Finding => {
    const ratio = ratioOf(ours, rates.tpcb)
    const figures = medians({ daybook: ours, alone, [tpcb.name]: rates.tpcb })
    return {
      what,
      unit: 'transactions/s',
      figures,
      ratio,
      goal: `≥ ${least.toFixed(2)} of tpcb-like`,
      met: ratio >= least,
    }
  }
  return [
    against(`entries posted, ${CLIENTS} clients, one receivable`, rates.entries, rates.alone, 1),
    against(`invoices issued, ${CLIENTS} clients, one number series`, rates.invoices, rates.invoicesAlone, 0.35),
  ]
}

async function analyze(adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1 })
  await admin`analyze`
  await admin.end()
}
