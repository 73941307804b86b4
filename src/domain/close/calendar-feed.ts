import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** What a calendar reads: whose due days, and for whom. It holds until it is revoked. */
export type FeedLink = { workspaceId: string; staffId: string; feedId: string }

const PURPOSE = 'close calendar'
/** A calendar keeps its address for years: what ends it is revoking it, or that its person left. */
const UNTIL = new Date('2099-12-31T00:00:00Z')

export type MakeFeedLink = (link: FeedLink) => string | null

/** Addresses on the web port; null while there is none. */
export const feedLinks =
  (key: SecretKey, base: () => string | null): MakeFeedLink =>
  (link) => {
    const origin = base()
    return origin === null ? null : new URL(`/close.ics?open=${signLink(key, PURPOSE, link, UNTIL)}`, origin).href
  }

export function readFeedLink(key: SecretKey, text: string, now: Date): FeedLink | null {
  const { workspaceId, staffId, feedId } = readLink(key, PURPOSE, text, now) ?? {}
  return workspaceId && staffId && feedId ? { workspaceId, staffId, feedId } : null
}
