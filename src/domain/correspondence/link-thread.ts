import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { LinkKind } from './match-message.js'

export type LinkTarget = { kind: LinkKind; id: string }

const columnOf = ({ kind, id }: LinkTarget) => ({ [`${kind}Id`]: id })

/** Puts a thread on a record by hand: it stays there whatever later mail says. Throws `refused` when it is there already. */
export async function linkThread(tx: Tx, threadId: string, target: LinkTarget): Promise<void> {
  const { workspaceId } = tx.scope
  const where = { workspaceId, threadId, ...columnOf(target) }
  const known = await tx.prisma.threadLink.findMany({ where })
  if (known.some(({ origin, removedAt }) => origin === 'manual' && removedAt === null))
    throw refused('The thread is on this record already.')
  await tx.prisma.threadLink.updateMany({ where, data: { removedAt: null } })
  const data = { workspaceId, id: tx.newId(), origin: 'manual', evidence: 'somebody put it there', threadId }
  await tx.prisma.threadLink.create({ data: { ...data, ...columnOf(target) } })
}

/**
 * Takes a thread off a record: it stays off whatever later mail says. `undoing` a link takes only that back, and leaves to
 * later mail what it says.
 */
export async function unlinkThread(tx: Tx, threadId: string, target: LinkTarget, undoing = false): Promise<void> {
  const { workspaceId } = tx.scope
  const where = { workspaceId, threadId, ...columnOf(target) }
  const live = await tx.prisma.threadLink.findMany({ where: { ...where, removedAt: null } })
  if (live.length === 0) throw refused('The thread is not on this record.')
  if (undoing) await tx.prisma.threadLink.deleteMany({ where: { ...where, origin: 'manual' } })
  else await tx.prisma.threadLink.updateMany({ where, data: { removedAt: tx.now } })
}
