import type { Tx } from '../../db/in-workspace.js'
import type { Payment as PaymentModel } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Direction, Payment, PaymentMethod } from './payment.js'

type Stored = Payment & { withId: string | null; advanceTaxCodeId: string | null }

export async function insertPayment(tx: Tx, payment: Stored): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.payment.create({ data: { ...payment, workspaceId, date: toDbDate(payment.date) } })
}

/** The entry is posted after its payment, whose id its postings name. */
export async function linkPaymentEntry(tx: Tx, paymentId: string, entryId: string): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.payment.updateMany({ where: { workspaceId, id: paymentId }, data: { entryId } })
}

export type PostedPayment = Payment & { entryId: string | null; reversedOn: IsoDate | null; version: number }

/** Throws `not_found`. */
export async function getPayment(tx: Tx, id: string): Promise<PostedPayment> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.payment.findUnique({ where: { workspaceId_id: { workspaceId, id } } })
  if (!row) throw notFound('There is no such payment.', { id })
  return postedOf(row)
}

const postedOf = (row: PaymentModel): PostedPayment => ({
  ...row,
  date: fromDbDate(row.date),
  direction: row.direction as Direction,
  method: row.method as PaymentMethod,
  fxRate: row.fxRate && row.fxRate.toFixed(),
  reversedOn: row.reversedOn && fromDbDate(row.reversedOn),
})

/** The fees, discounts and taxes withheld that came with money and hold, oldest first. */
export async function listWith(tx: Tx, id: string): Promise<PostedPayment[]> {
  const rows = await tx.prisma.payment.findMany({
    where: { workspaceId: tx.scope.workspaceId, withId: id, reversedAt: null },
    orderBy: { id: 'asc' },
  })
  return rows.map(postedOf)
}

/** Nothing of a reversed payment is left. */
export async function markReversed(tx: Tx, paymentId: string, entryId: string, on: IsoDate): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.payment.updateMany({
    where: { workspaceId, id: paymentId },
    data: {
      reversedAt: tx.now,
      reversedOn: toDbDate(on),
      reversalEntryId: entryId,
      unappliedMinor: 0n,
      baseUnappliedMinor: 0n,
    },
  })
}
