import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** Who looks at pages of records. */
export type Viewer = { workspaceId: string; staffId: string }

/** Long enough to press a button; what stays in a history or is passed on is soon closed. */
const ENTRY_MS = 10 * 60_000
/** A working day: a laptop that is closed in the evening is signed out in the morning. */
export const SESSION_MS = 12 * 60 * 60_000

const ENTRY = 'record entry'
const SESSION = 'record session'

/** The page of a record, `/r/DEAL-12`, or of all (`ref` empty). With a viewer: a way in for that person alone. */
export type MakeRecordLink = (ref: string, viewer?: Viewer, now?: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const recordLinks =
  (key: SecretKey, base: () => string | null): MakeRecordLink =>
  (ref, viewer, now) => {
    const origin = base()
    if (origin === null) return null
    const url = new URL(`/r/${encodeURIComponent(ref)}`, origin)
    if (viewer && now) url.searchParams.set('open', signLink(key, ENTRY, viewer, new Date(now.getTime() + ENTRY_MS)))
    return url.href
  }

export const readEntry = (key: SecretKey, text: string, now: Date): Viewer | null =>
  viewerIn(readLink(key, ENTRY, text, now))

export const sessionText = (key: SecretKey, { workspaceId, staffId }: Viewer, now: Date): string =>
  signLink(key, SESSION, { workspaceId, staffId }, new Date(now.getTime() + SESSION_MS))

export const readSession = (key: SecretKey, text: string, now: Date): Viewer | null =>
  viewerIn(readLink(key, SESSION, text, now))

function viewerIn(claims: Readonly<Record<string, string>> | null): Viewer | null {
  const { workspaceId, staffId } = claims ?? {}
  return workspaceId && staffId ? { workspaceId, staffId } : null
}
