import type { Tx } from '../../db/in-workspace.js'

/** The number of the newest seal; 0 before the first. */
export async function getLastSeal(tx: Tx): Promise<bigint> {
  const { _max } = await tx.prisma.seal.aggregate({
    where: { workspaceId: tx.scope.workspaceId },
    _max: { number: true },
  })
  return _max.number ?? 0n
}
