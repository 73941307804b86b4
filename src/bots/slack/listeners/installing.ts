import type { App, Context } from '@slack/bolt'
import { dropInstallation } from '../installations.js'
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

async function drop({ db, clients }: Desk, { teamId, enterpriseId }: Context): Promise<void> {
  const team = await clients.findTeam(teamId, enterpriseId)
  if (!team) return
  await dropInstallation(db, team.workspaceId, team.installation.teamId)
  clients.forget()
  db.log.warn({ face: 'slack', teamId, workspaceId: team.workspaceId }, 'the app was taken out of Slack')
}
