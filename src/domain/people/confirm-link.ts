import type { SecretKey } from '../../lib/secret-box.js'
import { readLink, signLink } from '../../lib/signed-link.js'

/** A stored action that a link confirms, and whose it is to confirm. The action itself is used once and expires. */
export type ConfirmLink = { workspaceId: string; staffId: string; actionId: string }

const PURPOSE = 'confirm'

export type MakeConfirmLink = (link: ConfirmLink, until: Date) => string | null

/** Addresses on the web port; null while there is none. */
export const confirmLinks =
  (key: SecretKey, base: () => string | null): MakeConfirmLink =>
  (link, until) => {
    const origin = base()
    return origin === null ? null : new URL(confirmPath(key, link, until), origin).href
  }

export const confirmPath = (key: SecretKey, link: ConfirmLink, until: Date): string =>
  `/confirm?open=${signLink(key, PURPOSE, link, until)}`

export function readConfirmLink(key: SecretKey, text: string, now: Date): ConfirmLink | null {
  const { workspaceId, staffId, actionId } = readLink(key, PURPOSE, text, now) ?? {}
  return workspaceId && staffId && actionId ? { workspaceId, staffId, actionId } : null
}
