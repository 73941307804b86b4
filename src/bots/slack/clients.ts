import { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import {
  findInstallation,
  type Installation,
  type KeptInstallation,
} from '../../domain/people/slack-installation-store.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { workspaceOfTeam } from './identity.js'
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
export type Team = { workspaceId: string; installation: KeptInstallation }

export type SlackClients = {
  /** The company of a team, or of the organisation that it belongs to; null where none is connected. */
  findTeam(teamId: string | undefined, enterpriseId?: string): Promise<Team | null>
  /** After an installation came or went. */
  forget(): void
  of(installation: Installation, purpose: ClientPurpose): webApi.WebClient
  /** Of the company's own team; null when it has none. */
  ofWorkspace(workspaceId: string, purpose: ClientPurpose): Promise<webApi.WebClient | null>
}

/** Longer than Slack takes for anything. */
export const TIMEOUT_MS = 10_000
export const RETRIES = {
  interactive: { retryConfig: { retries: 2, minTimeout: 200 } },
  bulk: { retryConfig: { retries: 2, minTimeout: 1_000 }, rejectRateLimitedCalls: true },
  once: { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
} as const

/** A request asks for its team several times; another process may have installed anew meanwhile. */
const REMEMBER_MS = 30_000

type Api = { slackApiUrl: string | undefined; timeoutMs: number }

export function makeClients(db: Database, key: SecretKey, { slackApiUrl, timeoutMs }: Api): SlackClients {
  const made = new Map<string, webApi.WebClient>()
  let known = new Map<string, { team: Team; until: number }>()
  const of: SlackClients['of'] = (installation, purpose) => {
    const token = installation.botToken.reveal()
    const id = `${purpose}:${token}`
    const client =
      made.get(id) ??
      new webApi.WebClient(token, {
        ...(slackApiUrl ? { slackApiUrl } : {}),
        // Its own logger writes to stdout, which belongs to the commands' answers.
        logger: boltLogger(db.log),
        timeout: timeoutMs,
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
    findTeam: async (teamId, enterpriseId) => {
      const now = performance.now()
      const ids = [teamId ?? '', enterpriseId ?? ''].filter((id) => id !== '')
      const remembered = known.get(ids.join('/'))
      if (remembered && remembered.until > now) return remembered.team
      const before = known
      const team = await installedIn(db, key, ids)
      // What was read before something changed may be old: it goes where nobody looks any more.
      if (team) before.set(ids.join('/'), { team, until: now + REMEMBER_MS })
      return team
    },
    forget: () => {
      known = new Map()
    },
  }
}

/** A team's own installation comes before its organisation's (docs: Enterprise organisations, org-ready apps). */
async function installedIn(db: Database, key: SecretKey, ids: readonly string[]): Promise<Team | null> {
  for (const id of ids) {
    const workspaceId = await workspaceOfTeam(db, id)
    const installation = workspaceId && (await findInstallation(db, key, workspaceId, id))
    if (workspaceId && installation) return { workspaceId, installation }
  }
  return null
}
