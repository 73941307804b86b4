import type { Tx } from '../../db/in-workspace.js'
import { lastOfMonth } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { type NewEntry, reversalOf } from './entry.js'
import { getEntry } from './entry-store.js'
import { requireOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'

export type PlannedCancellation = {
  accrual: { ref: string; month: string; memo: string; amountMinor: bigint }
  entries: readonly [NewEntry, NewEntry]
}

/**
 * What cancelling an accrual would post: each of its two entries is taken back on its own day, so that neither month keeps anything of it.
 * An entry is reversed once, and the accrual's is by its own second one: that one is reversed, and at the month's end the reversal is.
 * Throws `not_found`; `refused` where it was cancelled before, a bill came of it, or one of the days is closed.
 */
export async function planCancellation(tx: Tx, ref: string): Promise<PlannedCancellation> {
  const { workspaceId } = tx.scope
  await tx.prisma
    .$queryRaw`select id from accrual where workspace_id = ${workspaceId}::uuid and ref = ${ref} for update`
  const accrual = await tx.prisma.accrual.findUnique({
    where: { workspaceId_ref: { workspaceId, ref } },
    include: { bill: { select: { ref: true } } },
  })
  if (!accrual) throw notFound(`There is no accrual ${ref}. See: accrual list`, { ref })
  if (accrual.bill)
    throw refused(`${accrual.bill.ref} came of ${ref}. If it did not, say so first: accrual match ${ref}`)
  if ((await tx.prisma.journalEntry.count({ where: { workspaceId, reversesId: accrual.reversalId } })) > 0)
    throw refused(`${ref} was cancelled before.`)
  const takenBack = await getEntry(tx, accrual.reversalId)
  const memo = `${ref} cancelled: ${accrual.memo}`
  const again = reversalOf(takenBack, { id: tx.newId(), date: takenBack.date, memo })
  const entries = [again, reversalOf(again, { id: tx.newId(), date: lastOfMonth(accrual.month), memo })] as const
  for (const { date } of entries) await requireOpenDate(tx, date)
  return { accrual, entries }
}

/** Posts it. */
export async function cancelAccrual(tx: Tx, ref: string): Promise<PlannedCancellation> {
  const planned = await planCancellation(tx, ref)
  await postEntries(tx, planned.entries)
  await tx.outbox('journal.posted', { entryIds: planned.entries.map(({ id }) => id) })
  return planned
}
