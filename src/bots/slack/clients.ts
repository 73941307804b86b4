import { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { notFound } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { workspaceOfTeam } from './identity.js'
import { findInstallation, type Installation } from './installations.js'
import { boltLogger } from './log.js'

/** WebClient has no time limit of its own, and a 429 pauses its whole queue: so one client a purpose. */
export type ClientPurpose =
  /** Somebody waits for the answer. */
  | 'interactive'
  /** A job's: told of a 429 instead of waiting, since the queue tries it again and others are waiting too. */
  | 'bulk'
  /** What must not be done twice: never tried again by itself, because a lost answer may have been a done deed. */
  | 'once'

/** A Slack team and the company that it belongs to. */
export type Team = { workspaceId: string; installation: Installation }

export type SlackClients = {
  /** Throws `not_found` for a team that no company is connected to. */
  team(teamId: string | undefined): Promise<Team>
  of(installation: Installation, purpose: ClientPurpose): webApi.WebClient
  /** Of the company's own team; null when it has none. */
  ofWorkspace(workspaceId: string, purpose: ClientPurpose): Promise<webApi.WebClient | null>
}

const TIMEOUT_MS = 10_000
const RETRIES = {
  interactive: { retryConfig: { retries: 2, minTimeout: 200 } },
  bulk: { retryConfig: { retries: 2, minTimeout: 1_000 }, rejectRateLimitedCalls: true },
  once: { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
} as const

/** A request asks for its team several times; another process may have installed anew meanwhile. */
const REMEMBER_MS = 30_000

export function makeClients(db: Database, key: SecretKey, slackApiUrl: string | undefined): SlackClients {
  const made = new Map<string, webApi.WebClient>()
  const known = new Map<string, { team: Team; until: number }>()
  const of: SlackClients['of'] = (installation, purpose) => {
    const token = installation.botToken.reveal()
    const id = `${purpose}:${token}`
    const client =
      made.get(id) ??
      new webApi.WebClient(token, {
        ...(slackApiUrl ? { slackApiUrl } : {}),
        // Its own logger writes to stdout, which belongs to the commands' answers.
        logger: boltLogger(db.log),
        timeout: TIMEOUT_MS,
        ...RETRIES[purpose],
      })
    made.set(id, client)
    return client
  }
  return {
    of,
    ofWorkspace: async (workspaceId, purpose) => {
      const installation = await findInstallation(db, key, workspaceId)
      return installation && of(installation, purpose)
    },
    team: async (teamId = '') => {
      const now = performance.now()
      const remembered = known.get(teamId)
      if (remembered && remembered.until > now) return remembered.team
      const workspaceId = await workspaceOfTeam(db, teamId)
      const installation = workspaceId && (await findInstallation(db, key, workspaceId, teamId))
      if (!workspaceId || !installation) throw notFound('This Slack workspace is not connected to Daybook.', { teamId })
      const team = { workspaceId, installation }
      known.set(teamId, { team, until: now + REMEMBER_MS })
      return team
    },
  }
}
