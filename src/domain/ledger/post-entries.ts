import { invalid } from '../../lib/errors.js'
import { checkEntry, type NewEntry } from './entry.js'
import { isTx, type Lane } from './lane.js'

export type Posted = { entryId: string; replayed: boolean }

type Row = { entry_id: string; replayed: boolean }

/**
 * The one way into the books, for one entry of a business transaction as for a load of thousands. `post_entries` checks
 * set-wise (balance, open period, control accounts, idempotency) and inserts; a replayed entry comes back with the id it
 * had. Throws `invalid` for an entry that does not balance, `refused` with the next open date for a closed period.
 */
export async function postEntries(lane: Lane, entries: readonly NewEntry[]): Promise<Posted[]> {
  if (entries.length === 0) return []
  for (const entry of entries) {
    const checked = checkEntry(entry)
    if (!checked.ok) throw invalid(checked.problem, checked.detail)
  }
  const body = JSON.stringify(entries.map(toJson))
  // `::text::jsonb`: postgres.js would encode a parameter that is typed jsonb a second time.
  const rows = isTx(lane)
    ? await lane.prisma.$queryRaw<Row[]>`select entry_id, replayed from post_entries(${body}::text::jsonb)`
    : await lane.sql<Row[]>`select entry_id, replayed from post_entries(${body}::text::jsonb)`
  return rows.map((row) => ({ entryId: row.entry_id, replayed: row.replayed }))
}

/** Amounts travel as digits in a string: JSON numbers are exact only to 2^53. */
const toJson = (entry: NewEntry) => ({
  id: entry.id,
  date: entry.date,
  source: entry.source,
  memo: entry.memo,
  idempotency_key: entry.idempotencyKey,
  reverses_id: entry.reversesId,
  batch_id: entry.batchId,
  postings: entry.postings.map((posting) => ({
    account_id: posting.accountId,
    amount_minor: posting.amount.minor.toString(),
    currency: posting.amount.currency,
    base_minor: posting.baseMinor?.toString(),
    company_id: posting.companyId,
    invoice_id: posting.invoiceId,
    payment_id: posting.paymentId,
    deal_id: posting.dealId,
    department: posting.department,
    memo: posting.memo,
  })),
})
