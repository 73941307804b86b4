import { plannedOnce, type SqlScope } from '../../db/sql-workspace.js'
import type { OwnAddresses } from './address-book.js'
import { companyDomainOf } from './address-book.js'
import { type LinkRow, linksOf, loadMatchBook, newLinks, touchContacts, writeLinks } from './link-store.js'
import { type MatchBook, type MatchInput, matchMessage, mentionsOf, outsidersOf } from './match-message.js'

/** A stored message that is to be put on its records. */
export type Linkable = MatchInput & {
  id: string
  threadId: string
  sentAt: Date
  /** The parties are blind recipients, whom only this mailbox's copy shows. */
  mailboxId?: string | null
}

/** Puts messages on the records they belong to, and moves "last contacted" on. Answers what it looked up. */
export async function linkMessages(
  bulk: SqlScope,
  own: OwnAddresses,
  messages: readonly Linkable[],
): Promise<MatchBook> {
  const book = await loadMatchBook(bulk, own, namesIn(messages, own))
  const links: LinkRow[] = []
  const touched = new Map<string, Date>()
  for (const message of messages) {
    for (const { kind, id, evidence } of matchMessage(message, book)) {
      const { threadId, id: messageId, mailboxId = null } = message
      links.push({ threadId, messageId, kind, recordId: id, evidence, mailboxId })
      if (kind === 'contact' && isContact(message, own)) keepLater(touched, id, message.sentAt)
    }
  }
  if (links.length > 0) await insertManyLinks(bulk, links)
  if (touched.size > 0) await touchContacts(bulk, touched)
  return book
}

async function insertManyLinks(bulk: SqlScope, links: readonly LinkRow[]): Promise<void> {
  const known = await linksOf(bulk, [...new Set(links.map(({ threadId }) => threadId))])
  const fresh = newLinks(links, known)
  if (fresh.length > 0) await plannedOnce(bulk, () => writeLinks(bulk, fresh))
}

/** Person to person, in or out: newsletters, absence notes and bounces are no contact. */
const isContact = (message: Linkable, own: OwnAddresses): boolean =>
  message.class === 'person' && message.direction !== 'internal' && outsidersOf(message, own).length > 0

function keepLater(latest: Map<string, Date>, id: string, at: Date): void {
  const known = latest.get(id)
  if (known === undefined || known < at) latest.set(id, at)
}

function namesIn(messages: readonly Linkable[], own: OwnAddresses) {
  const addressKeys = new Set(messages.flatMap((message) => outsidersOf(message, own).map((party) => party.addressKey)))
  return {
    addressKeys: [...addressKeys],
    domains: [...new Set([...addressKeys].map(companyDomainOf).filter((domain) => domain !== null))],
    mentions: [...new Set(messages.flatMap(mentionsOf))],
    messageKeys: [...new Set(messages.flatMap(({ messageKey, ancestors }) => [messageKey, ...ancestors]))],
  }
}
