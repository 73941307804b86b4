import { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { AppError } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { workspaceOfTeam } from './identity.js'
import { findBotToken } from './installations.js'

/** WebClient has no time limit of its own, and a 429 pauses its whole queue: so one client a purpose. */
export type ClientPurpose = 'interactive' | 'bulk'

export type SlackClients = {
  ofWorkspace(workspaceId: string, purpose: ClientPurpose): Promise<webApi.WebClient | null>
  ofTeam(teamId: string, purpose: ClientPurpose): Promise<{ workspaceId: string; client: webApi.WebClient }>
}

const TIMEOUT_MS = 10_000

export function makeClients(db: Database, key: SecretKey, slackApiUrl: string | undefined): SlackClients {
  const made = new Map<string, webApi.WebClient>()
  const ofToken = (token: string, purpose: ClientPurpose) => {
    const id = `${purpose}:${token}`
    const client =
      made.get(id) ??
      new webApi.WebClient(token, {
        ...(slackApiUrl ? { slackApiUrl } : {}),
        timeout: TIMEOUT_MS,
        retryConfig: purpose === 'interactive' ? { retries: 2, minTimeout: 200 } : { retries: 5, minTimeout: 1_000 },
      })
    made.set(id, client)
    return client
  }
  const ofWorkspace: SlackClients['ofWorkspace'] = async (workspaceId, purpose) => {
    const token = await findBotToken(db, key, workspaceId)
    return token && ofToken(token.reveal(), purpose)
  }
  return {
    ofWorkspace,
    ofTeam: async (teamId, purpose) => {
      const workspaceId = await workspaceOfTeam(db, teamId)
      const client = workspaceId && (await ofWorkspace(workspaceId, purpose))
      if (!workspaceId || !client)
        throw new AppError('not_found', 'This Slack workspace is not connected to Daybook.', { teamId })
      return { workspaceId, client }
    },
  }
}
