import type { Tx } from '../../db/in-workspace.js'

/** The bank account that an account of the books stands for, where none of those that it stands for is kept in this currency. */
export async function findKeptElsewhere(
  tx: Tx,
  accountId: string,
  currency: string,
): Promise<{ name: string; currency: string } | null> {
  const kept = await tx.prisma.bankAccount.findMany({
    where: { workspaceId: tx.scope.workspaceId, accountId, active: true },
    select: { name: true, currency: true },
    orderBy: { nameKey: 'asc' },
  })
  return kept.some((each) => each.currency === currency) ? null : (kept[0] ?? null)
}
