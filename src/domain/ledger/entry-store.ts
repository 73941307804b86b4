import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { NewPosting, PostedEntry } from './entry.js'

/** A posted entry with its postings in their order. Throws `not_found`. */
export async function getEntry(tx: Tx, id: string): Promise<PostedEntry> {
  const row = await tx.prisma.journalEntry.findUnique({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } },
    include: { postings: { orderBy: { line: 'asc' } } },
  })
  if (!row) throw notFound('There is no such journal entry.', { id })
  return {
    id: row.id,
    date: fromDbDate(row.date),
    source: row.source,
    memo: row.memo,
    idempotencyKey: row.idempotencyKey,
    ...(row.reversesId ? { reversesId: row.reversesId } : {}),
    ...(row.batchId ? { batchId: row.batchId } : {}),
    postings: row.postings.map((posting) => ({
      accountId: posting.accountId,
      amount: { minor: posting.amountMinor, currency: posting.currency },
      baseMinor: posting.baseMinor,
      ...named(posting),
    })),
  }
}

type Dimension = 'companyId' | 'invoiceId' | 'billId' | 'paymentId' | 'dealId' | 'taxCodeId' | 'department' | 'memo'

/** The dimensions that a posting has; those it hasn't are left out. */
function named(row: Record<Dimension, string | null>): Partial<NewPosting> {
  const { companyId, invoiceId, billId, paymentId, dealId, taxCodeId, department, memo } = row
  const all = { companyId, invoiceId, billId, paymentId, dealId, taxCodeId, department, memo }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
