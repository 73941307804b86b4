import type { Tx } from '../../db/in-workspace.js'
import { addressKey } from '../../lib/address-key.js'

/** The newest word against writing to an address: its owner complained about our mail, or it is no more. */
export const findWordAgainst = (tx: Tx, address: string) =>
  tx.prisma.bounce.findFirst({
    where: {
      workspaceId: tx.scope.workspaceId,
      addressKey: addressKey(address),
      kind: { in: ['hard', 'complaint'] },
    },
    orderBy: { id: 'desc' },
  })
