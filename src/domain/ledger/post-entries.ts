import { fromDatabase } from '../../db/sqlstate.js'
import { AppError, invalid } from '../../lib/errors.js'
import { checkEntry, type NewEntry } from './entry.js'
import { isTx, type Lane } from './lane.js'
import { isLoad, loadEntries } from './load-entries.js'

export type Posted = { entryId: string; replayed: boolean }

type Row = { entry_id: string; replayed: boolean }

/**
 * The one way into the books, for one entry of a business transaction as for a load of thousands. `post_entries`, or `load_entries`
 * for a load, checks set-wise (balance, open period, control accounts, idempotency) and inserts; a replayed entry comes back with the id it
 * had. Throws `invalid` for an entry that does not balance, `refused` with the next open date for a closed period.
 */
export async function postEntries(lane: Lane, entries: readonly NewEntry[]): Promise<Posted[]> {
  if (entries.length === 0) return []
  requireSound(entries)
  try {
    const loaded = !isTx(lane) && isLoad(entries) ? await loadEntries(lane, entries) : []
    const rows = loaded.length > 0 ? loaded : await callPostEntries(lane, JSON.stringify(entries.map(entryJson)))
    return rows.map((row) => ({ entryId: row.entry_id, replayed: row.replayed }))
  } catch (thrown) {
    throw withNextOpenDate(fromDatabase(thrown))
  }
}

/** Throws `invalid` with the first entry that can't be posted. */
export function requireSound(entries: readonly NewEntry[]): void {
  for (const entry of entries) {
    const checked = checkEntry(entry)
    if (!checked.ok) throw invalid(checked.problem, checked.detail)
  }
}

/** `::text::jsonb`, because postgres.js would encode a parameter that is typed jsonb a second time. */
const callPostEntries = (lane: Lane, body: string): PromiseLike<Row[]> =>
  isTx(lane)
    ? lane.prisma.$queryRaw<Row[]>`select entry_id, replayed from post_entries(${body}::text::jsonb)`
    : lane.sql<Row[]>`select entry_id, replayed from post_entries(${body}::text::jsonb)`

/** A date in a closed period is never moved silently: the refusal names the choice. */
export function withNextOpenDate(error: AppError): AppError {
  if (error.detail['sqlstate'] !== 'DB002') return error
  const next = error.detail['next_open_date']
  const choice = typeof next === 'string' ? `The next open date is ${next}` : 'No later period is open yet'
  const message = `${error.userMessage} ${choice}; or ask a controller to reopen the period.`
  return new AppError('refused', message, error.detail, error)
}

/** As `post_entries` takes it. Amounts travel as digits in a string: JSON numbers are exact only to 2^53. */
export const entryJson = (entry: NewEntry) => ({
  id: entry.id,
  date: entry.date,
  source: entry.source,
  memo: entry.memo,
  idempotency_key: entry.idempotencyKey,
  reverses_id: entry.reversesId,
  batch_id: entry.batchId,
  adjusting: entry.adjusting,
  postings: entry.postings.map((posting) => ({
    account_id: posting.accountId,
    amount_minor: posting.amount.minor.toString(),
    currency: posting.amount.currency,
    base_minor: posting.baseMinor?.toString(),
    company_id: posting.companyId,
    invoice_id: posting.invoiceId,
    bill_id: posting.billId,
    payment_id: posting.paymentId,
    deal_id: posting.dealId,
    tax_code_id: posting.taxCodeId,
    department: posting.department,
    memo: posting.memo,
  })),
})
