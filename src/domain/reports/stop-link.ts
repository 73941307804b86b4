import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** One who gets a scheduled report by mail, and no longer wants it. */
export type StopLink = { workspaceId: string; recipientId: string }

const PURPOSE = 'report-stop'
/** A mail is looked for again long after it came; it stops one report for one reader and shows nothing. */
const GOOD_FOR_DAYS = 400

export type MakeStopLink = (link: StopLink, now: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const stopLinks =
  (key: SecretKey, base: () => string | null): MakeStopLink =>
  (link, now) => {
    const origin = base()
    const until = new Date(now.getTime() + GOOD_FOR_DAYS * 86_400_000)
    return origin === null ? null : new URL(`/stop?open=${signLink(key, PURPOSE, link, until)}`, origin).href
  }

export function readStopLink(key: SecretKey, text: string, now: Date): StopLink | null {
  const { workspaceId, recipientId } = readLink(key, PURPOSE, text, now) ?? {}
  return workspaceId && recipientId ? { workspaceId, recipientId } : null
}
