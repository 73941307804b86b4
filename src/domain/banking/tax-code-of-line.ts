import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'

/** The tax code that a line is posted with: of purchases by money that goes out, of sales by money that comes in; else of either. Throws `not_found`. */
export async function getAnyTaxCode(tx: Tx, code: string, line: { id: string }): Promise<{ id: string }> {
  const { workspaceId } = tx.scope
  const { amountMinor } = await tx.prisma.bankLine.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: line.id } },
    select: { amountMinor: true },
  })
  const found = await tx.prisma.taxCode.findMany({
    where: { workspaceId, active: true, code: { equals: code.trim(), mode: 'insensitive' } },
    select: { id: true, side: true },
  })
  const wanted = amountMinor < 0n ? 'purchase' : 'sale'
  const best = found.find(({ side }) => side === wanted) ?? found[0]
  if (!best) throw notFound(`There is no tax code “${code}”.`, { code })
  return best
}
