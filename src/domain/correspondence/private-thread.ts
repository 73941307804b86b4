import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { putThreadSearch } from './thread-search.js'

/** Keeps a thread to those who hold a copy of it, or opens it again. Only somebody who holds one may. Answers its version. */
export async function setThreadPrivate(tx: Tx, threadId: string, staffId: string, isPrivate: boolean): Promise<number> {
  const { workspaceId } = tx.scope
  const held = await tx.prisma.messageLocation.count({
    where: { workspaceId, message: { threadId }, mailbox: { staffId } },
  })
  if (held === 0) throw refused('Only somebody who has this thread in a mailbox of their own can change who sees it.')
  const thread = await tx.prisma.thread.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: threadId } } })
  if (!isPrivate && thread.privateById !== null && thread.privateById !== staffId)
    throw refused('Another holder made this thread private, and only they can open it again.')
  const { version } = await tx.prisma.thread.update({
    where: { workspaceId_id: { workspaceId, id: threadId } },
    data: isPrivate ? { privateAt: tx.now, privateById: staffId } : { privateAt: null, privateById: null },
  })
  await putThreadSearch(sqlInTx(tx), [threadId])
  return version
}
