import { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { saveInstallation } from '../../domain/people/slack-installation-store.js'
import { refused } from '../../lib/errors.js'
import type { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { asking } from './errors.js'

export type TokenInstall = {
  workspaceId: string
  /** Whose token it must be. */
  teamId: string
  botToken: Redacted
  /** Another place than slack.com: a stand-in. */
  slackApiUrl?: string
}

/**
 * An installation without a browser: the token that Slack's *Install App* page shows. Slack is asked whose it is first. Throws
 * `refused` for another team's, and what Slack says of one that is good for nothing.
 */
export async function installByToken(db: Database, key: SecretKey, install: TokenInstall): Promise<void> {
  const { workspaceId, teamId, botToken, slackApiUrl } = install
  const client = new webApi.WebClient(botToken.reveal(), {
    timeout: 10_000,
    retryConfig: { retries: 1 },
    ...(slackApiUrl ? { slackApiUrl } : {}),
  })
  const whose = await asking(() => client.auth.test())
  const id = whose.is_enterprise_install ? whose.enterprise_id : whose.team_id
  if (id !== teamId) throw refused(`This token is of ${id ?? 'no team'}, not of ${teamId}.`)
  await inWorkspace(db, { workspaceId, actorId: null, via: 'terminal' }, (tx) =>
    saveInstallation(tx, key, {
      teamId,
      enterpriseId: whose.enterprise_id ?? null,
      botUserId: whose.user_id ?? null,
      botToken,
    }),
  )
}
