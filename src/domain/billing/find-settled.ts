import type { Tx } from '../../db/in-workspace.js'
import { toDbDate } from '../../lib/dates.js'
import type { Direction } from './payment.js'
import { type ItemRef, namedBy } from './settlement-item.js'

export type LikePayment = {
  companyId: string
  direction: Direction
  date: string
  currency: string
  amountMinor: bigint
  reference: string | null
}

/**
 * How many payments say exactly this, hold, and were recorded for this document – or for none. Their entries tell, which never
 * change: what is allocated later does not count.
 */
export const countLike = (tx: Tx, { date, ...like }: LikePayment, item: ItemRef | null): Promise<number> =>
  tx.prisma.payment.count({
    where: {
      ...like,
      workspaceId: tx.scope.workspaceId,
      date: toDbDate(date),
      reversedAt: null,
      entry: { postings: item ? { some: namedBy(item) } : { none: { OR: [SETTLES_INVOICE, SETTLES_BILL] } } },
    },
  })

const SETTLES_INVOICE = { invoiceId: { not: null } }
const SETTLES_BILL = { billId: { not: null } }

/** The document of a company that has a number: an invoice by ours, a bill by the supplier's. */
export async function findDocument(
  tx: Tx,
  { number, direction, companyId }: { number: string; direction: Direction; companyId: string | null },
): Promise<(ItemRef & { companyId: string; openMinor: bigint; currency: string }) | null> {
  const { workspaceId } = tx.scope
  const of = companyId === null ? {} : { companyId }
  if (direction === 'in') {
    const row = await tx.prisma.invoice.findFirst({ where: { workspaceId, number, kind: 'invoice', ...of } })
    return row && { kind: 'invoice', ...pick(row), companyId: row.companyId }
  }
  const row = await tx.prisma.bill.findFirst({
    where: { workspaceId, number, kind: 'bill', status: { in: ['posted', 'part_paid', 'paid'] }, ...of },
  })
  return row && { kind: 'bill', ...pick(row), companyId: row.companyId ?? '' }
}

const pick = ({ id, openMinor, currency }: { id: string; openMinor: bigint; currency: string }) => ({
  id,
  openMinor,
  currency,
})
