import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument, removeSearchDocument, type SearchDocument } from '../../db/search-document.js'
import { Prisma, type Contact as Row } from '../../generated/prisma/client.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Address, Consent, Contact, ContactOrigin, Phone } from './contact.js'
import { type Custom, textsOf } from './custom-field.js'
import { deleteImportKeys } from './import-key-store.js'

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

/** What a change may write; null empties, absent leaves. */
export type ContactChange = Partial<Omit<Contact, 'id' | 'ref' | 'version' | 'mergedIntoId' | 'origin'>>

/**
 * Writes what a rule changed, on the very version it was decided on. Throws `conflict` when somebody was faster. Answers the
 * contact as it stands; its search document is the caller's, who knows addresses and phones.
 */
export async function saveContact(tx: Tx, contact: Contact, change: ContactChange): Promise<Contact> {
  const where = { ...key(tx, contact.id), version: contact.version }
  const { consent, tags, custom, ...plain } = change
  const [row] = await tx.prisma.contact.updateManyAndReturn({
    where,
    data: {
      ...plain,
      ...(plain.name === undefined ? {} : { nameKey: nameKey(plain.name) }),
      ...(consent && { consent: consentJson(consent) }),
      ...(tags && { tags: [...tags] }),
      ...(custom && { custom: custom as Prisma.InputJsonObject }),
    },
  })
  if (!row) throw changedMeanwhile(contact.ref)
  return toContact(row)
}

export async function deleteAddresses(tx: Tx, contactId: string, keys: readonly string[]): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, contactId, addressKey: { in: [...keys] } }
  await tx.prisma.contactAddress.deleteMany({ where })
}

export async function deletePhones(tx: Tx, contactId: string, keys: readonly string[]): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, contactId, phoneKey: { in: [...keys] } }
  await tx.prisma.contactPhone.deleteMany({ where })
}

/** Makes one address the one that is written to. */
export async function preferAddress(tx: Tx, contactId: string, addressKey: string): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, contactId }
  await tx.prisma.contactAddress.updateMany({
    where: { ...where, preferred: true, addressKey: { not: addressKey } },
    data: { preferred: false },
  })
  await tx.prisma.contactAddress.updateMany({
    where: { ...where, preferred: false, addressKey },
    data: { preferred: true },
  })
}

export async function listPhones(tx: Tx, contactId: string): Promise<Phone[]> {
  const where = { workspaceId: tx.scope.workspaceId, contactId }
  const rows = await tx.prisma.contactPhone.findMany({ where, orderBy: [{ preferred: 'desc' }, { id: 'asc' }] })
  return rows.map((row) => ({ phone: row.phone, key: row.phoneKey }))
}

/** What is kept beside a contact, and `companyName` for search: a contact is found by where it works. */
export type ContactParts = { addresses: readonly Address[]; phones: readonly Phone[]; companyName: string | undefined }

export async function insertContact(tx: Tx, contact: Contact, parts: ContactParts) {
  await tx.prisma.contact.create({ data: contactRow(tx, contact) })
  await insertAddresses(tx, contact.id, parts.addresses, 0)
  await insertPhones(tx, contact.id, parts.phones, 0)
  await putContactSearch(tx, contact, parts)
}

function contactRow(tx: Tx, contact: Contact) {
  const { version: _, consent, tags, custom, ...plain } = contact
  return {
    ...plain,
    ...key(tx, contact.id),
    nameKey: nameKey(contact.name),
    consent: consentJson(consent),
    tags: [...tags],
    custom: custom as Prisma.InputJsonObject,
  }
}

const consentJson = (consent: readonly Consent[]) =>
  consent.length === 0 ? Prisma.DbNull : (consent as unknown as Prisma.InputJsonArray)

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

/** The first phone of a contact is the preferred one; `existing` is how many there are. */
export async function insertPhones(tx: Tx, contactId: string, phones: readonly Phone[], existing: number) {
  if (phones.length === 0) return
  await tx.prisma.contactPhone.createMany({ data: phoneRows(tx, contactId, phones, existing) })
}

const phoneRows = (tx: Tx, contactId: string, phones: readonly Phone[], existing: number) =>
  phones.map(({ phone, key: phoneKey }, at) => ({
    ...key(tx, tx.newId()),
    contactId,
    phone,
    phoneKey,
    preferred: existing + at === 0,
  }))

export const putContactSearch = (tx: Tx, contact: Contact, parts: ContactParts) =>
  putSearchDocument(tx, contactDocument(contact, parts))

/** What search knows of a contact. */
export const contactDocument = (
  { id, ref, name, title, tags, custom }: Contact,
  { addresses, phones, companyName }: ContactParts,
): SearchDocument => ({
  kind: 'contact',
  id,
  ref,
  title: name,
  body: [
    ...addresses.map(({ address }) => address),
    companyName,
    title,
    ...phones.map(({ phone }) => phone),
    ...tags,
    ...textsOf(custom),
  ],
})

/** Contacts that turned out to be this one. */
export async function listMergedInto(tx: Tx, id: string): Promise<string[]> {
  const where = { workspaceId: tx.scope.workspaceId, mergedIntoId: id }
  return (await tx.prisma.contact.findMany({ where, select: { id: true } })).map((row) => row.id)
}

/** Leaves of contacts a pseudonym and nothing else. */
export async function eraseContacts(tx: Tx, ids: readonly string[], pseudonym: string): Promise<void> {
  const { workspaceId } = tx.scope
  const theirs = { workspaceId, contactId: { in: [...ids] } }
  await tx.prisma.contactAddress.deleteMany({ where: theirs })
  await tx.prisma.contactPhone.deleteMany({ where: theirs })
  await deleteImportKeys(tx, ids)
  await tx.prisma.contact.updateMany({
    where: { workspaceId, id: { in: [...ids] } },
    data: { name: pseudonym, nameKey: nameKey(pseudonym), title: null, consent: Prisma.DbNull, tags: [], custom: {} },
  })
}

/** How many records refer to a contact and so keep it. */
export async function countContactUses(tx: Tx, contactId: string): Promise<number> {
  const where = { workspaceId: tx.scope.workspaceId, contactId }
  const { deal, dealContact, activity, threadLink, invoice } = tx.prisma
  return (
    (await dealContact.count({ where })) +
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
  await tx.prisma.contactPhone.deleteMany({ where: { workspaceId: tx.scope.workspaceId, contactId: id } })
  await tx.prisma.contact.delete({ where: { workspaceId_id: key(tx, id) } })
  await removeSearchDocument(tx, 'contact', id)
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

export const toContact = (row: Row): Contact => ({
  id: row.id,
  ref: row.ref,
  name: row.name,
  title: row.title,
  origin: row.origin as ContactOrigin,
  consent: (row.consent ?? []) as Consent[],
  lastContactedAt: row.lastContactedAt,
  companyId: row.companyId,
  ownerId: row.ownerId,
  tags: row.tags,
  custom: row.custom as Custom,
  mergedIntoId: row.mergedIntoId,
  version: row.version,
})
