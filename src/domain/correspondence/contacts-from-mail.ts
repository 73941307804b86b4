import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace, unhurried } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { type NewContact, readAddress } from '../crm/contact.js'
import { createContacts } from '../crm/create-contacts.js'
import type { Direction } from './address-book.js'
import { isOwn, type OwnAddresses } from './address-book.js'
import { lockFiling } from './filing-store.js'
import type { MessageClass, ParsedParticipant } from './parsed-message.js'
import { relinkAddress } from './relink-address.js'

/** When mail makes contacts: never, when staff wrote to somebody, or also when somebody wrote to us. */
export type ContactPolicy = 'off' | 'replied-to' | 'any'

export type MailPerson = { address: string; name: string | null }

export const contactPolicy = (settings: Readonly<Record<string, unknown>>): ContactPolicy => {
  const wanted = settings['contactsFromMail']
  return wanted === 'off' || wanted === 'any' ? wanted : 'replied-to'
}

/** Addresses that no person reads; info@ and hello@ are real customers and not among them. */
const MACHINE = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|notifications?)\b/i

/** Who should become a contact because of these messages, each address once. `known` are addresses of contacts. Pure. */
export function peopleToAdd(
  messages: readonly { direction: Direction; class: MessageClass; participants: readonly ParsedParticipant[] }[],
  policy: ContactPolicy,
  own: OwnAddresses,
  known: { has(addressKey: string): boolean },
): MailPerson[] {
  const people = new Map<string, MailPerson>()
  if (policy === 'off') return []
  for (const message of messages) {
    if (message.class !== 'person') continue
    const roles = message.direction === 'out' ? ['to', 'cc'] : policy === 'any' ? ['from'] : []
    for (const { role, address, name } of message.participants) {
      const key = addressKey(address)
      if (!roles.includes(role) || isOwn(own, key) || known.has(key) || MACHINE.test(address)) continue
      if (!readAddress(address).ok) continue
      const better = people.get(key)?.name ?? (name === null || name.includes('@') ? null : name)
      people.set(key, { address, name: better })
    }
  }
  return [...people.values()]
}

/** Contacts made in one transaction. */
const CHUNK = 500

const toContact = ({ address, name }: MailPerson): NewContact => ({
  addresses: [address],
  origin: 'mail',
  ...(name === null ? {} : { name }),
})

/**
 * Makes the contacts that mail asked for and puts their stored mail on them. Runs right after a filing and again from its
 * outbox row (`mail.people`) if that was cut short: who is a contact by then is left alone.
 */
export async function addPeopleFromMail(
  db: Database,
  scope: Scope,
  { people, outboxId }: { people: readonly MailPerson[]; outboxId: string },
): Promise<void> {
  for (let at = 0; at < people.length; at += CHUNK)
    await bulkWorkspace(db, scope, async (bulk) => {
      await lockFiling(bulk)
      await createContacts(bulk, db.ids, people.slice(at, at + CHUNK).map(toContact))
    })
  await relinkAddress(
    db,
    scope,
    people.map(({ address }) => addressKey(address)),
  )
  await bulkWorkspace(
    db,
    scope,
    ({ sql, now }) => sql`
    update outbox set done_at = ${now}
     where workspace_id = ${scope.workspaceId} and id = ${outboxId} and done_at is null and ${unhurried(sql)}`,
  )
}
