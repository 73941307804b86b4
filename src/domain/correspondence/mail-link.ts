import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** What a link opens, and for whom: a mail as a page, or one of its attachments as a file. */
export type MailLink = { workspaceId: string; staffId: string; messageId: string; attachmentId?: string }

/** Long enough to read and to download; whoever finds it in a history later finds it closed. */
const GOOD_MS = 10 * 60_000
const PURPOSE = 'mail'

export type MakeMailLink = (link: MailLink, now: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const mailLinks =
  (key: SecretKey, base: () => string | null): MakeMailLink =>
  (link, now) => {
    const origin = base()
    return origin === null ? null : new URL(mailPath(key, link, now), origin).href
  }

export const mailPath = (key: SecretKey, link: MailLink, now: Date): string =>
  `/mail?open=${signLink(key, PURPOSE, link, new Date(now.getTime() + GOOD_MS))}`

export function readMailLink(key: SecretKey, text: string, now: Date): MailLink | null {
  const { workspaceId, staffId, messageId, attachmentId } = readLink(key, PURPOSE, text, now) ?? {}
  if (!workspaceId || !staffId || !messageId) return null
  return { workspaceId, staffId, messageId, ...(attachmentId ? { attachmentId } : {}) }
}
