import type { Tx } from '../../db/in-workspace.js'
import {
  putSearchDocument,
  putSearchDocuments,
  removeSearchDocument,
  type SearchDocument,
} from '../../db/search-document.js'
import type { Contact as Row } from '../../generated/prisma/client.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Address, Contact, ContactOrigin } from './contact.js'

/** Throws `not_found`. */
export async function getContact(tx: Tx, id: string): Promise<Contact> {
  const row = await tx.prisma.contact.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such contact.', { contactId: id })
  return toContact(row)
}

/** Whose address this is; `addressKey` is the folded form. */
export async function findContactByAddress(tx: Tx, addressKey: string): Promise<Contact | null> {
  const where = { workspaceId_addressKey: { workspaceId: tx.scope.workspaceId, addressKey } }
  const row = await tx.prisma.contactAddress.findUnique({ where, include: { contact: true } })
  return row && toContact(row.contact)
}

export async function listAddresses(tx: Tx, contactId: string): Promise<Address[]> {
  const where = { workspaceId: tx.scope.workspaceId, contactId }
  const rows = await tx.prisma.contactAddress.findMany({ where, orderBy: [{ preferred: 'desc' }, { id: 'asc' }] })
  return rows.map((row) => ({ address: row.address, key: row.addressKey }))
}

/** `companyName` is for search alone: a contact is found by where it works. */
export async function insertContact(tx: Tx, contact: Contact, addresses: readonly Address[], companyName?: string) {
  await tx.prisma.contact.create({ data: contactRow(tx, contact) })
  await insertAddresses(tx, contact.id, addresses, 0)
  await putContactSearch(tx, contact, addresses, companyName)
}

function contactRow(tx: Tx, contact: Contact) {
  const { version: _, ...plain } = contact
  return { ...plain, ...key(tx, contact.id), nameKey: nameKey(contact.name) }
}

export type ContactToInsert = { contact: Contact; addresses: readonly Address[]; companyName: string | undefined }

/** The same of many, in a statement a table. */
export async function insertContacts(tx: Tx, contacts: readonly ContactToInsert[]): Promise<void> {
  await tx.prisma.contact.createMany({
    data: contacts.map(({ contact }) => contactRow(tx, contact)),
  })
  await tx.prisma.contactAddress.createMany({
    data: contacts.flatMap(({ contact, addresses }) => addressRows(tx, contact.id, addresses, 0)),
  })
  await putSearchDocuments(
    tx,
    contacts.map(({ contact, addresses, companyName }) => searchDocument(contact, addresses, companyName)),
  )
}

/** Which of these address keys are somebody's already. */
export async function addressesTaken(tx: Tx, addressKeys: readonly string[]): Promise<string[]> {
  const where = { workspaceId: tx.scope.workspaceId, addressKey: { in: [...addressKeys] } }
  const rows = await tx.prisma.contactAddress.findMany({ where, select: { addressKey: true } })
  return rows.map(({ addressKey }) => addressKey)
}

/** The first address of a contact is the preferred one; `existing` is how many there are. */
export async function insertAddresses(tx: Tx, contactId: string, addresses: readonly Address[], existing: number) {
  await tx.prisma.contactAddress.createMany({ data: addressRows(tx, contactId, addresses, existing) })
}

const addressRows = (tx: Tx, contactId: string, addresses: readonly Address[], existing: number) =>
  addresses.map(({ address, key: addressKey }, at) => ({
    ...key(tx, tx.newId()),
    contactId,
    address,
    addressKey,
    preferred: existing + at === 0,
  }))

export const putContactSearch = (tx: Tx, contact: Contact, addresses: readonly Address[], companyName?: string) =>
  putSearchDocument(tx, searchDocument(contact, addresses, companyName))

const searchDocument = (
  { id, ref, name, title, phone }: Contact,
  addresses: readonly Address[],
  companyName: string | undefined,
): SearchDocument => ({
  kind: 'contact',
  id,
  ref,
  title: name,
  body: [...addresses.map(({ address }) => address), companyName, title, phone],
})

/** How many records refer to a contact and so keep it. */
export async function countContactUses(tx: Tx, contactId: string): Promise<number> {
  const where = { workspaceId: tx.scope.workspaceId, contactId }
  const { deal, activity, threadLink, invoice } = tx.prisma
  return (
    (await deal.count({ where })) +
    (await activity.count({ where })) +
    (await threadLink.count({ where })) +
    (await invoice.count({ where }))
  )
}

/** Takes the contact off the threads that mail itself put it on. */
export const deleteAutomaticLinks = (tx: Tx, contactId: string) =>
  tx.prisma.threadLink.deleteMany({ where: { workspaceId: tx.scope.workspaceId, contactId, origin: 'automatic' } })

/** With its addresses and its search document. */
export async function deleteContact(tx: Tx, id: string): Promise<void> {
  await tx.prisma.contactAddress.deleteMany({ where: { workspaceId: tx.scope.workspaceId, contactId: id } })
  await tx.prisma.contact.delete({ where: { workspaceId_id: key(tx, id) } })
  await removeSearchDocument(tx, 'contact', id)
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

const toContact = (row: Row): Contact => ({
  id: row.id,
  ref: row.ref,
  name: row.name,
  title: row.title,
  phone: row.phone,
  origin: row.origin as ContactOrigin,
  lastContactedAt: row.lastContactedAt,
  companyId: row.companyId,
  ownerId: row.ownerId,
  version: row.version,
})
