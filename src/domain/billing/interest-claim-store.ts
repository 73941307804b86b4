import type { Tx } from '../../db/in-workspace.js'
import { toDbDate } from '../../lib/dates.js'
import type { InterestClaim } from './interest-claim.js'

/** Notes that a claim is charged by a document, or waived where there is none. */
export async function insertClaim(
  tx: Tx,
  { invoiceId, through, interestMinor, feeMinor }: InterestClaim,
  { documentId, reason }: { documentId: string | null; reason?: string | undefined },
): Promise<void> {
  await tx.prisma.interestClaim.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id: tx.newId(),
      through: toDbDate(through),
      interestMinor,
      feeMinor,
      invoiceId,
      documentId,
      reason: reason ?? null,
    },
  })
}

/** Lets what a document charged be claimed again; answers how much there was. */
export async function deleteClaimsOf(tx: Tx, documentId: string): Promise<number> {
  const { count } = await tx.prisma.interestClaim.deleteMany({
    where: { workspaceId: tx.scope.workspaceId, documentId },
  })
  return count
}
