import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { lockVersions } from '../people/version-store.js'
import { type ContactState, loadContact } from './change-contact.js'
import type { Contact } from './contact.js'
import { type ContactChange, getContact, saveContact } from './contact-store.js'
import { type Moved, markMerged, moveReferences } from './merge-store.js'
import { reindex } from './reindex-store.js'

export type ContactMerge = { loser: ContactState; winner: ContactState; after: ContactState; moved: Moved[] }

/** What merging one contact into another would do. Throws `refused` when they are one already. */
export async function planContactMerge(tx: Tx, loserId: string, winnerId: string): Promise<ContactMerge> {
  const loser = await loadContact(tx, await getContact(tx, loserId))
  const winner = await loadContact(tx, await getContact(tx, winnerId))
  refuseMerged(loser.contact, winner.contact)
  const moved = await moveReferences(tx, 'contact', { from: loserId, to: winnerId, dry: true })
  const after: ContactState = {
    contact: { ...winner.contact, ...mergedContact(loser.contact, winner.contact) },
    addresses: [...winner.addresses, ...loser.addresses],
    phones: [...new Map([...loser.phones, ...winner.phones].map((phone) => [phone.key, phone])).values()],
  }
  return { loser, winner, after, moved }
}

/** Makes one contact of two: addresses, phones, deals, notes and mail go to the second, and mail that comes later does. */
export async function mergeContacts(tx: Tx, loserId: string, winnerId: string): Promise<ContactMerge> {
  await lockVersions(tx, 'contact', [loserId, winnerId])
  const plan = await planContactMerge(tx, loserId, winnerId)
  const { loser, winner } = plan
  const saved = await saveContact(tx, winner.contact, mergedContact(loser.contact, winner.contact))
  const moved = await moveReferences(tx, 'contact', { from: loserId, to: winnerId })
  await markMerged(tx, 'contact', loserId, winnerId)
  await reindex(tx, 'contact', [loserId, winnerId])
  return { loser, winner, after: await loadContact(tx, saved), moved }
}

/** What the winner is afterwards: its own values, what it lacks from the other, and of what there can be several both. */
export function mergedContact(loser: Contact, winner: Contact): ContactChange {
  const asked = new Set(winner.consent.map(({ purpose }) => purpose))
  const times = [winner.lastContactedAt, loser.lastContactedAt].filter((time) => time !== null)
  return {
    title: winner.title ?? loser.title,
    companyId: winner.companyId ?? loser.companyId,
    ownerId: winner.ownerId ?? loser.ownerId,
    consent: [...winner.consent, ...loser.consent.filter(({ purpose }) => !asked.has(purpose))],
    lastContactedAt: times.length === 0 ? null : new Date(Math.max(...times.map((time) => time.getTime()))),
    tags: [...new Set([...winner.tags, ...loser.tags])].sort(),
    custom: { ...loser.custom, ...winner.custom },
  }
}

function refuseMerged(loser: Contact, winner: Contact): void {
  if (loser.id === winner.id) throw refused(`${winner.ref} can’t be merged into itself.`)
  const merged = [loser, winner].find(({ mergedIntoId }) => mergedIntoId !== null)
  if (merged) throw refused(`${merged.ref} ${merged.name} was merged into another already.`)
}
