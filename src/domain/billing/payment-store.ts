import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'

export type Payment = {
  id: string
  /** PAY-12. */
  ref: string
  date: IsoDate
  currency: string
  amountMinor: bigint
  /** Held on account: no invoice has taken it yet. */
  unappliedMinor: bigint
  /** The same as the receivable account carries it, in the base currency. */
  baseUnappliedMinor: bigint
  method: string
  reference: string | null
  companyId: string
  /** The account the money came in on. */
  accountId: string
}

export async function insertPayment(tx: Tx, payment: Payment): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.payment.create({ data: { ...payment, workspaceId, date: toDbDate(payment.date) } })
}

/** A dated part of a payment that settles part of an invoice. */
export type Allocation = { id: string; date: IsoDate; amountMinor: bigint; paymentId: string; invoiceId: string }

export async function insertAllocation(tx: Tx, allocation: Allocation): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.allocation.create({ data: { ...allocation, workspaceId, date: toDbDate(allocation.date) } })
}

/** The entry is posted after its payment, whose id its postings name. */
export async function linkPaymentEntry(tx: Tx, paymentId: string, entryId: string): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.payment.updateMany({ where: { workspaceId, id: paymentId }, data: { entryId } })
}
