import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { saveSlackLink } from './staff-store.js'

/**
 * Binds a Slack user to a member of staff. The caller has the proof: the person answered a code sent to their address, or
 * an admin said so. An email that Slack reports is none.
 */
export async function linkSlack(tx: Tx, staffId: string, slackUserId: string): Promise<void> {
  const { workspaceId } = tx.scope
  const staff = await tx.prisma.staff.findUnique({ where: { workspaceId_id: { workspaceId, id: staffId } } })
  if (!staff?.active) throw notFound('There is no such member of staff.', { staffId })
  await saveSlackLink(tx, staffId, slackUserId)
}
