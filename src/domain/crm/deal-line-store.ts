import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate, toDbDate } from '../../lib/dates.js'
import type { DealLine } from './deal-line.js'

/** In their order. */
export async function listDealLines(tx: Tx, dealId: string): Promise<DealLine[]> {
  const rows = await tx.prisma.dealLine.findMany({
    where: { workspaceId: tx.scope.workspaceId, dealId },
    orderBy: { position: 'asc' },
  })
  return rows.map(({ description, quantityMilli, unit, unitPriceMinor, discountBp, deliveryOn, productId }) => ({
    description,
    quantityMilli,
    unit,
    unitPriceMinor,
    discountBp,
    deliveryOn: deliveryOn && fromDbDate(deliveryOn),
    productId,
  }))
}

export async function replaceDealLines(tx: Tx, dealId: string, lines: readonly DealLine[]): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.dealLine.deleteMany({ where: { workspaceId, dealId } })
  await tx.prisma.dealLine.createMany({
    data: lines.map((line, i) => ({
      ...line,
      workspaceId,
      id: tx.newId(),
      dealId,
      position: i + 1,
      deliveryOn: line.deliveryOn && toDbDate(line.deliveryOn),
    })),
  })
}
