import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** Mailed to a member of staff's own address: whoever opens it there is that person, and says that the Slack user is theirs. */
export type SlackProof = { workspaceId: string; staffId: string; slackUserId: string; slackName: string }

const GOOD_MS = 30 * 60_000
const PURPOSE = 'slack link'

export type MakeSlackProof = (proof: SlackProof, now: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const slackProofs =
  (key: SecretKey, base: () => string | null): MakeSlackProof =>
  (proof, now) => {
    const origin = base()
    if (origin === null) return null
    const open = signLink(key, PURPOSE, proof, new Date(now.getTime() + GOOD_MS))
    return new URL(`/link?open=${open}`, origin).href
  }

export function readSlackProof(key: SecretKey, text: string, now: Date): SlackProof | null {
  const { workspaceId, staffId, slackUserId, slackName = '' } = readLink(key, PURPOSE, text, now) ?? {}
  return workspaceId && staffId && slackUserId ? { workspaceId, staffId, slackUserId, slackName } : null
}
