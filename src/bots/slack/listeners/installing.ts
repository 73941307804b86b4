import type { App, Context } from '@slack/bolt'
import { dropInstallation } from '../../../domain/people/slack-installation-store.js'
import { workspaceOfTeam } from '../identity.js'
import type { Desk } from './context.js'

/**
 * Slack says that the app was taken out, or that its token is good for nothing any more: what we keep for that team goes, and
 * with it all that jobs would still try to send. Who the company's people are stays, for a new installation.
 */
export function listenToInstalling(app: App, desk: Desk): void {
  app.event('app_uninstalled', async ({ context }) => drop(desk, context))
  app.event('tokens_revoked', async ({ event, context }) => {
    const revoked = event.tokens.bot ?? []
    // People who took back their own consent are none of ours: we hold no tokens of theirs.
    if (revoked.length > 0) await drop(desk, context)
  })
}

/**
 * Exactly what was taken out: a team's own installation, or its organisation's, each of which may be there beside the other. Slack tells of one
 * uninstalling by both events, so that the second finds nothing.
 */
async function drop({ db, clients }: Desk, { isEnterpriseInstall, teamId, enterpriseId }: Context): Promise<void> {
  const id = isEnterpriseInstall || !teamId ? enterpriseId : teamId
  const workspaceId = id && (await workspaceOfTeam(db, id))
  if (!workspaceId) return
  await dropInstallation(db, workspaceId, id)
  clients.forget()
  db.log.warn({ face: 'slack', teamId: id, workspaceId }, 'the app was taken out of Slack')
}
