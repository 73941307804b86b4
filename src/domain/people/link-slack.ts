import type { Tx } from '../../db/in-workspace.js'
import { conflict, notFound, refused } from '../../lib/errors.js'
import { clearSlackLink, saveSlackLink } from './staff-store.js'

/**
 * Binds a Slack user to a member of staff; answers the new version. The caller has the proof: the person opened a link mailed to
 * their address, or an admin said so. An email that Slack reports is none. Throws `conflict` where the user is a colleague's.
 */
export async function linkSlack(tx: Tx, staffId: string, slackUserId: string): Promise<number> {
  const { workspaceId } = tx.scope
  const staff = await tx.prisma.staff.findUnique({ where: { workspaceId_id: { workspaceId, id: staffId } } })
  if (!staff?.active) throw notFound('There is no such member of staff.', { staffId })
  const holder = await tx.prisma.staff.findFirst({
    where: { workspaceId, slackUserId, active: true, slackVerifiedAt: { not: null }, NOT: { id: staffId } },
  })
  if (holder) throw conflict(`That Slack user is ${holder.name} already. \`staff unlink ${holder.email}\` ends that.`)
  return await saveSlackLink(tx, staffId, slackUserId)
}

/** Answers who they were in Slack, and the new version. Throws `refused` for somebody who is nobody there. */
export async function unlinkSlack(tx: Tx, staffId: string): Promise<{ was: string; version: number }> {
  const { workspaceId } = tx.scope
  const staff = await tx.prisma.staff.findUnique({ where: { workspaceId_id: { workspaceId, id: staffId } } })
  if (!staff?.slackUserId) throw refused('They are not linked to a Slack user.')
  return { was: staff.slackUserId, version: await clearSlackLink(tx, staffId) }
}
