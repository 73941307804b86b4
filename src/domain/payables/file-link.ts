import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** What a link opens, and for whom: a file of a bill. */
export type FileLink = { workspaceId: string; staffId: string; fileId: string }

/** As long as one to a mail: enough to read and to download. */
const GOOD_MS = 10 * 60_000
const PURPOSE = 'bill file'

export type MakeFileLink = (link: FileLink, now: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const fileLinks =
  (key: SecretKey, base: () => string | null): MakeFileLink =>
  (link, now) => {
    const origin = base()
    if (origin === null) return null
    return new URL(`/file?open=${signLink(key, PURPOSE, link, new Date(now.getTime() + GOOD_MS))}`, origin).href
  }

export function readFileLink(key: SecretKey, text: string, now: Date): FileLink | null {
  const { workspaceId, staffId, fileId } = readLink(key, PURPOSE, text, now) ?? {}
  return workspaceId && staffId && fileId ? { workspaceId, staffId, fileId } : null
}
