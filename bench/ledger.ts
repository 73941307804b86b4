import type { Database } from '../src/db/database.js'
import { inWorkspace } from '../src/db/in-workspace.js'
import type { Scope } from '../src/db/scope.js'
import { bulkWorkspace } from '../src/db/sql-workspace.js'
import { draftInvoice } from '../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../src/domain/billing/issue-invoice.js'
import { createCompany } from '../src/domain/crm/create-company.js'
import { getAccountFor } from '../src/domain/ledger/account-store.js'
import type { NewEntry } from '../src/domain/ledger/entry.js'
import { postEntries } from '../src/domain/ledger/post-entries.js'
import { openPoster } from '../src/domain/ledger/post-together.js'
import { money } from '../src/lib/money.js'
import { type Bench, type Finding, medians, piecesPerSecond, ratioOf, takeTurns } from './harness.js'
import { byPgbench, tpcbLike } from './pgbench.js'
import { newCompany } from './stage.js'

const ROUNDS = 3
const CLIENTS = 8
/** Pieces of work a turn: a few seconds each on two cores. */
const ENTRIES = 3_000
const INVOICES = 200

/**
 * Eight clients post balanced entries, all on one receivable account, as the product posts what is the whole of a transaction;
 * eight issue invoices with gapless numbers. `alone` is each entry in a transaction of its own, as within a business transaction;
 * `by pgbench` the same without our client: what of the cost is the database's.
 */
export const ledger: Bench = {
  name: 'ledger',
  run: async (stage) => {
    const { db, appUrl } = await stage.openDatabase()
    const books = await openBooks(db)
    const tpcb = await tpcbLike(stage, CLIENTS)
    const bare = byPgbench(stage, CLIENTS, appUrl, books.script)
    const rates = await takeTurns<'entries' | 'alone' | 'pgbench' | 'invoices' | 'tpcb'>(ROUNDS, {
      entries: () => piecesPerSecond(CLIENTS, ENTRIES, () => books.postOne()),
      alone: () => piecesPerSecond(CLIENTS, ENTRIES, () => books.postAlone()),
      pgbench: bare ?? (async () => Number.NaN),
      invoices: async () => {
        const drafts = await books.draft(INVOICES)
        return piecesPerSecond(CLIENTS, INVOICES, (n) => books.issue(drafts[n] ?? ''))
      },
      tpcb: tpcb.run,
    })
    const against = (what: string, ours: number[], goal: string, more = {}): Finding => ({
      what,
      unit: 'transactions/s',
      figures: medians({ daybook: ours, ...more, [tpcb.name]: rates.tpcb }),
      ratio: ratioOf(ours, rates.tpcb),
      goal,
    })
    const beside = { alone: rates.alone, ...(bare && { 'by pgbench': rates.pgbench }) }
    return [
      against(`entries posted, ${CLIENTS} clients, one receivable`, rates.entries, '≥ 1.0 of tpcb-like', beside),
      against(`invoices issued, ${CLIENTS} clients, one number series`, rates.invoices, '≥ 0.35 of tpcb-like'),
    ]
  },
}

async function openBooks(db: Database) {
  const scope: Scope = await newCompany(db)
  const date = db.clock.now().toISOString().slice(0, 10)
  const { companyId, document, receivable, revenue } = await inWorkspace(db, scope, async (tx) => {
    const company = await createCompany(tx, { name: 'Customer', currency: 'EUR', termsDays: 30 })
    const invoice = await draftInvoice(tx, newDraft(company.id, date))
    return {
      companyId: company.id,
      document: { companyId: company.id, invoiceId: invoice.id },
      receivable: (await getAccountFor(tx, 'receivable')).id,
      revenue: (await getAccountFor(tx, 'revenue')).id,
    }
  })
  const poster = openPoster(db)
  const entry = (): NewEntry => {
    const id = db.ids.next()
    return {
      id,
      date,
      source: 'bench',
      memo: 'One sale',
      idempotencyKey: id,
      postings: [
        { accountId: receivable, amount: money(1250n, 'EUR'), ...document },
        { accountId: revenue, amount: money(-1250n, 'EUR') },
      ],
    }
  }
  return {
    script: postingScript({ workspaceId: scope.workspaceId, date, receivable, revenue, ...document }),
    postOne: () => poster.post(scope, [entry()]),
    postAlone: () => bulkWorkspace(db, scope, (bulk) => postEntries(bulk, [entry()])),
    draft: async (count: number) => {
      const drafts: string[] = []
      await inWorkspace(db, scope, async (tx) => {
        for (let n = 0; n < count; n += 1) drafts.push((await draftInvoice(tx, newDraft(companyId, date))).id)
      })
      return drafts
    },
    issue: (draft: string) => inWorkspace(db, scope, (tx) => issueInvoice(tx, draft, date)),
  }
}

/** What `postAlone` does, in pgbench's words: settings of the workspace, one entry, constraints, commit. */
const postingScript = (
  ids: Record<'workspaceId' | 'date' | 'receivable' | 'revenue' | 'companyId' | 'invoiceId', string>,
) => `
begin;
select set_config('daybook.workspace', '${ids.workspaceId}', true), set_config('daybook.actor', '', true),
  set_config('daybook.via', 'setup', true), set_config('daybook.reference', '', true),
  set_config('daybook.now', clock_timestamp()::text, true);
select p.entry_id from (select gen_random_uuid() as id) n, lateral post_entries(jsonb_build_array(jsonb_build_object(
  'id', n.id, 'date', '${ids.date}', 'source', 'bench', 'memo', 'One sale', 'idempotency_key', n.id,
  'postings', jsonb_build_array(
    jsonb_build_object('account_id', '${ids.receivable}', 'amount_minor', '1250', 'currency', 'EUR',
      'company_id', '${ids.companyId}', 'invoice_id', '${ids.invoiceId}'),
    jsonb_build_object('account_id', '${ids.revenue}', 'amount_minor', '-1250', 'currency', 'EUR'))))) p;
set constraints all immediate;
commit;
`

const newDraft = (companyId: string, draftDate: string) => ({
  companyId,
  draftDate,
  lines: [{ description: 'A service', unitPriceMinor: 10_000n }],
})
