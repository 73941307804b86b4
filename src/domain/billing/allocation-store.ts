import type { Tx } from '../../db/in-workspace.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import type { PlannedAllocation } from './allocate.js'
import type { ItemRef } from './settlement-item.js'

/** An allocation that holds. */
export type Allocation = {
  id: string
  date: IsoDate
  amountMinor: bigint
  baseFromMinor: bigint
  baseToMinor: bigint
  from: ItemRef
  to: ItemRef
  /** To what is settled: `refund` where it is a payment the other way. */
  refund: boolean
  /** The realised exchange difference. */
  entryId: string | null
}

export async function insertAllocation(
  tx: Tx,
  id: string,
  { from, to, date, ...amounts }: PlannedAllocation,
  entryId: string | null,
): Promise<void> {
  const { workspaceId } = tx.scope
  const data = { id, workspaceId, date: toDbDate(date), entryId, ...amounts }
  await tx.prisma.allocation.create({ data: { ...data, ...sourceOf(from), ...targetOf(to) } })
}

const sourceOf = ({ kind, id }: ItemRef) =>
  kind === 'payment' ? { paymentId: id } : kind === 'credit_note' ? { creditNoteId: id } : { billCreditId: id }

const targetOf = ({ kind, id }: ItemRef) =>
  kind === 'payment' ? { refundId: id } : kind === 'invoice' ? { invoiceId: id } : { billId: id }

/** All that hold of a document, on whichever side of them it stands; oldest first. */
export const listAllocations = (tx: Tx, { kind, id }: ItemRef): Promise<Allocation[]> => find(tx, columnsOf(kind, id))

/** Those that hold between two documents, whichever settles the other. */
export const listAllocationsBetween = (tx: Tx, one: ItemRef, other: ItemRef): Promise<Allocation[]> =>
  find(tx, { AND: [columnsOf(one.kind, one.id), columnsOf(other.kind, other.id)] })

function columnsOf(kind: ItemRef['kind'], id: string): Prisma.AllocationWhereInput {
  if (kind === 'payment') return { OR: [{ paymentId: id }, { refundId: id }] }
  if (kind === 'invoice') return { invoiceId: id }
  if (kind === 'credit_note') return { creditNoteId: id }
  return kind === 'bill' ? { billId: id } : { billCreditId: id }
}

async function find(tx: Tx, where: Prisma.AllocationWhereInput): Promise<Allocation[]> {
  const rows = await tx.prisma.allocation.findMany({
    where: { workspaceId: tx.scope.workspaceId, reversedAt: null, ...where },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    date: fromDbDate(row.date),
    amountMinor: row.amountMinor,
    baseFromMinor: row.baseFromMinor,
    baseToMinor: row.baseToMinor,
    from: only([
      ['payment', row.paymentId],
      ['credit_note', row.creditNoteId],
      ['bill_credit', row.billCreditId],
    ]),
    to: only([
      ['invoice', row.invoiceId],
      ['bill', row.billId],
      ['payment', row.refundId],
    ]),
    refund: row.refundId !== null,
    entryId: row.entryId,
  }))
}

/** Exactly one of the columns is set: a CHECK says so. */
function only(columns: readonly (readonly [ItemRef['kind'], string | null])[]): ItemRef {
  for (const [kind, id] of columns) if (id !== null) return { kind, id }
  throw new Error('An allocation names no document.')
}

/** It holds no more from this day on. */
export async function takeBackAllocation(tx: Tx, id: string, on: IsoDate): Promise<void> {
  await tx.prisma.allocation.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: { reversedAt: tx.now, reversedOn: toDbDate(on) },
  })
}
