import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { findMailboxByAddress } from './mailbox-store.js'

/**
 * The mailbox that mail to the drop address lies in; made at its first mail. It is on no server, so nobody follows it and
 * it has no lease. What staff put there is meant to be seen: it is shared in full.
 */
export async function dropMailbox(db: Database, scope: Scope, address: string): Promise<string> {
  const key = addressKey(address)
  const found = await readWorkspace(db, scope, (read) => findMailboxByAddress(read, key))
  if (found) return found.id
  return inWorkspace(db, scope, async (tx) => {
    const { workspaceId } = scope
    await tx.prisma.mailbox.createMany({
      data: [
        {
          workspaceId,
          id: tx.newId(),
          address,
          addressKey: key,
          kind: 'drop',
          visibility: 'full',
          visibilityAgreedAt: tx.now,
          imapUrl: '',
          status: 'following',
        },
      ],
      skipDuplicates: true, // two mails at once
    })
    const row = await tx.prisma.mailbox.findFirstOrThrow({ where: { workspaceId, addressKey: key } })
    return row.id
  })
}
