import type { App, Context } from '@slack/bolt'
import { dropInstallation } from '../../../domain/people/slack-installation-store.js'
import type { Place } from '../conversation.js'
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
 * Exactly what was taken out: a team's own installation, or its organisation's, each of which may be there beside the other. Slack
 * tells of one uninstalling by two events, and repeats what it thinks unheard for an hour: one that comes when the app is
 * installed anew is about the token before. Only Slack knows which of its tokens is good; Bolt records no event of these kinds.
 */
async function drop({ db, clients }: Desk, { isEnterpriseInstall, teamId, enterpriseId }: Context): Promise<void> {
  const id = isEnterpriseInstall || !teamId ? enterpriseId : teamId
  clients.forget()
  const team = await clients.findTeam(id)
  if (!team) return
  const { workspaceId, installation } = team
  const about = { face: 'slack', teamId: installation.teamId, workspaceId }
  if (await isGood(clients.of(installation, 'interactive')))
    return db.log.info(about, 'Slack tells of an earlier installation that it was taken out')
  const dropped = await dropInstallation(db, workspaceId, installation.teamId, installation)
  clients.forget()
  if (dropped) db.log.warn(about, 'the app was taken out of Slack')
}

/** A Slack that can't be asked has said already that it is not. */
const isGood = (client: Place['client']): Promise<boolean> =>
  client.auth.test().then(
    () => true,
    () => false,
  )
