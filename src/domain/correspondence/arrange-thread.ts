import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound, refused } from '../../lib/errors.js'
import { inheritThreads } from './arrangement-store.js'
import { insertThreads, lockFiling, refreshThreads } from './filing-store.js'
import { loadOwnAddresses } from './link-store.js'
import { relinkMessages } from './relink-address.js'
import { type Rethreaded, rethread } from './rethread.js'
import { putThreadSearch } from './thread-search.js'

export type Arranged = { id: string; ref: string; messages: number; version: number }

/**
 * Makes a message the beginning of a thread of its own: what it refers back to is ignored from now on, by later mail as well.
 * Answers the thread that it left and the new one.
 */
export async function splitThread(
  tx: Tx,
  threadId: string,
  messageId: string,
): Promise<{ from: Arranged; to: Arranged }> {
  const sql = await begin(tx)
  const { workspaceId } = tx.scope
  const message = await tx.prisma.message.findFirst({ where: { workspaceId, id: messageId, threadId } })
  if (!message) throw notFound('That mail is not in this thread any more.', { messageId, threadId })
  const { messageKey } = message
  if (await tx.prisma.threadPin.findFirst({ where: { workspaceId, messageKey } }))
    throw refused('A thread begins at this mail already.')
  const newId = tx.newId()
  await insertThreads(sql, [newId])
  await tx.prisma.threadPin.create({ data: { workspaceId, id: tx.newId(), messageKey, threadId: newId } })
  await finish(sql, await rethread(sql, source(tx), { threadIds: [threadId] }))
  await inheritThreads(sql, new Map([[newId, threadId]]))
  const [from, to] = [await arranged(tx, threadId), await arranged(tx, newId)]
  if (from.messages === 0 || to.messages === 0)
    throw refused('Nothing lies before this mail: the thread begins with it.')
  return { from, to }
}

/** Takes a split back: the references count again. Answers the thread that the mail is in now. */
export async function unsplitThread(tx: Tx, threadId: string): Promise<Arranged> {
  const sql = await begin(tx)
  const { workspaceId } = tx.scope
  const pin = await tx.prisma.threadPin.findFirst({ where: { workspaceId, threadId } })
  if (!pin) throw refused('This thread was not split off.')
  await tx.prisma.threadPin.delete({ where: { workspaceId_id: { workspaceId, id: pin.id } } })
  const { threadOf } = await finish(sql, await rethread(sql, source(tx), { threadIds: [threadId] }))
  return arranged(tx, threadOf.get(pin.messageKey) ?? threadId)
}

/** Makes two threads one for good, whatever their mails refer to. `joinId` takes it back. */
export async function joinThreads(tx: Tx, threadId: string, intoId: string): Promise<Arranged & { joinId: string }> {
  if (threadId === intoId) throw refused('That is the same thread.')
  const sql = await begin(tx)
  const { workspaceId } = tx.scope
  const [messageKey, otherKey] = [await oldestKey(tx, threadId), await oldestKey(tx, intoId)]
  const joinId = tx.newId()
  await tx.prisma.threadJoin.create({ data: { workspaceId, id: joinId, messageKey, otherKey, threadId } })
  await finish(sql, await rethread(sql, source(tx), { threadIds: [threadId, intoId], preferred: intoId }))
  return { ...(await arranged(tx, intoId)), joinId }
}

/** Takes a merge back. What belongs together by its references by now stays so. */
export async function unjoinThreads(tx: Tx, joinId: string): Promise<{ from: Arranged; to: Arranged }> {
  const sql = await begin(tx)
  const { workspaceId } = tx.scope
  const where = { workspaceId_id: { workspaceId, id: joinId } }
  const join = await tx.prisma.threadJoin.findUnique({ where })
  if (!join) throw refused('This merge was taken back already.')
  await tx.prisma.threadJoin.delete({ where })
  const node = await tx.prisma.threadNode.findFirstOrThrow({ where: { workspaceId, messageKey: join.otherKey } })
  const { threadOf } = await finish(
    sql,
    await rethread(sql, source(tx), {
      threadIds: [node.threadId],
      revived: [
        [join.messageKey, join.threadId],
        [join.otherKey, node.threadId],
      ],
      preferred: node.threadId,
    }),
  )
  const of = (key: string) => arranged(tx, threadOf.get(key) ?? node.threadId)
  return { from: await of(join.otherKey), to: await of(join.messageKey) }
}

async function begin(tx: Tx): Promise<SqlScope> {
  const sql = sqlInTx(tx)
  await lockFiling(sql)
  return sql
}

const source = (tx: Tx) => ({ next: () => tx.newId() })

/** Counts, links and makes findable what the new arrangement left where. */
async function finish(sql: SqlScope, result: Rethreaded): Promise<Rethreaded> {
  await refreshThreads(sql, result.touched)
  await relinkMessages(sql, await loadOwnAddresses(sql), { keys: result.moved, ids: [] })
  await putThreadSearch(sql, result.touched)
  return result
}

async function arranged(tx: Tx, id: string): Promise<Arranged> {
  const { workspaceId } = tx.scope
  const thread = await tx.prisma.thread.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } })
  const messages = await tx.prisma.message.count({ where: { workspaceId, threadId: id } })
  return { id, ref: thread.ref, messages, version: thread.version }
}

async function oldestKey(tx: Tx, threadId: string): Promise<string> {
  const where = { workspaceId: tx.scope.workspaceId, threadId }
  const oldest = await tx.prisma.message.findFirst({ where, orderBy: [{ sentAt: 'asc' }, { messageKey: 'asc' }] })
  if (!oldest) throw refused('There is no mail in this thread.')
  return oldest.messageKey
}
