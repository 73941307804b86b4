import { bulkOutbox } from '../../db/bulk-outbox.js'
import type { Tx } from '../../db/in-workspace.js'
import { nextRefs } from '../../db/next-refs.js'
import { type ColumnValues, insertRows, updateRows } from '../../db/row-sets.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { conflict } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Address, Contact, Phone } from './contact.js'
import { toContact } from './contact-store.js'
import { reindexNow } from './reindex-store.js'

/** A contact with what is kept beside it; the preferred address and phone first. */
export type ContactWhole = {
  id: string
  contact: Contact
  addresses: readonly Address[]
  phones: readonly Phone[]
}

export async function loadContacts(tx: Tx, ids: readonly string[]): Promise<Map<string, ContactWhole>> {
  const orderBy = [{ preferred: 'desc' as const }, { id: 'asc' as const }]
  const rows = await tx.prisma.contact.findMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } },
    include: { addresses: { orderBy }, phones: { orderBy } },
  })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        contact: toContact(row),
        addresses: row.addresses.map(({ address, addressKey }) => ({ address, key: addressKey })),
        phones: row.phones.map(({ phone, phoneKey }) => ({ phone, key: phoneKey })),
      },
    ]),
  )
}

type Change = { before: ContactWhole | null; after: ContactWhole }

/** Makes contacts, which get their references here, and changes others, a statement a table; addresses and phones are added. */
export async function writeContacts(tx: Tx, changes: readonly Change[]): Promise<void> {
  const fresh = changes.filter(({ before }) => before === null)
  const refs = await nextRefs(tx, 'contact', 'CT', fresh.length)
  const made = fresh.map(({ after }, at) => columnsOf({ ...after.contact, ref: refs[at] ?? '' }))
  const changed = changes.filter(({ before }) => before !== null).map(({ after }) => after.contact)
  await insertRows(sqlInTx(tx), 'contact', made)
  const rows = changed.map((contact) => ({ ...columnsOf(contact), version: contact.version }))
  if ((await updateRows(sqlInTx(tx), 'contact', rows)) < rows.length)
    throw conflict('Somebody changed one of these contacts at the same moment. Import the file again.')
  await insertParts(tx, changes)
  await reindexNow(
    tx,
    'contact',
    changes.map(({ after }) => after.id),
  )
}

/** Their new addresses, which mail that is stored already may be filed by, and phones. */
async function insertParts(tx: Tx, changes: readonly Change[]): Promise<void> {
  const addresses = changes.flatMap(({ before, after }) =>
    after.addresses
      .filter(({ key }) => !before?.addresses.some((each) => each.key === key))
      .map(({ address, key }, at) => ({
        id: tx.newId(),
        contact_id: after.id,
        address,
        address_key: key,
        preferred: (before?.addresses.length ?? 0) + at === 0,
      })),
  )
  await insertRows(sqlInTx(tx), 'contact_address', addresses)
  const phones = changes.flatMap(({ before, after }) =>
    after.phones
      .filter(({ key }) => !before?.phones.some((each) => each.key === key))
      .map(({ phone, key }, at) => ({
        id: tx.newId(),
        contact_id: after.id,
        phone,
        phone_key: key,
        preferred: (before?.phones.length ?? 0) + at === 0,
      })),
  )
  await insertRows(sqlInTx(tx), 'contact_phone', phones)
  const errands = addresses.map(({ contact_id, address_key }) => ({
    kind: 'contact.address-added',
    data: { contactId: contact_id, addressKey: address_key },
  }))
  if (errands.length > 0) await bulkOutbox(sqlInTx(tx), { next: tx.newId }, errands)
}

const columnsOf = (contact: Contact): ColumnValues => ({
  id: contact.id,
  ref: contact.ref,
  name: contact.name,
  name_key: nameKey(contact.name),
  title: contact.title,
  origin: contact.origin,
  consent: contact.consent.length === 0 ? null : contact.consent,
  company_id: contact.companyId,
  owner_id: contact.ownerId,
  tags: contact.tags,
  custom: contact.custom,
})

export type AddressHolder = { key: string; id: string; ref: string; name: string; companyId: string | null }

/** Whose these addresses are. */
export async function listAddressHolders(tx: Tx, keys: readonly string[]): Promise<AddressHolder[]> {
  const { sql, scope } = sqlInTx(tx)
  return sql<AddressHolder[]>`
    select a.address_key as key, c.id::text, c.ref, c.name, c.company_id::text as "companyId"
      from contact_address a join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
     where a.workspace_id = ${scope.workspaceId}::uuid and a.address_key = any(${[...keys]}::text[])`
}

export type Namesake = { wanted: string; companyId: string; id: string }

/** Contacts of these companies by names that are the same but for order of words and titles. */
export async function listNamesakes(
  tx: Tx,
  nameKeys: readonly string[],
  companyIds: readonly string[],
): Promise<Namesake[]> {
  const { sql, scope } = sqlInTx(tx)
  return sql<Namesake[]>`
    select w.name_key as wanted, c.company_id::text as "companyId", c.id::text
      from unnest(${[...new Set(nameKeys)]}::text[]) w(name_key)
      join contact c on c.workspace_id = ${scope.workspaceId}::uuid and c.match_key = contact_match_key(w.name_key)
     where c.merged_into_id is null and c.company_id = any(${[...new Set(companyIds)]}::uuid[])`
}

export type NamedContact = { nameKey: string; id: string; companyId: string | null }

/** Contacts of exactly these names, but for case and accents. */
export async function listContactsNamed(tx: Tx, nameKeys: readonly string[]): Promise<NamedContact[]> {
  const { sql, scope } = sqlInTx(tx)
  return sql<NamedContact[]>`
    select name_key as "nameKey", id::text, company_id::text as "companyId" from contact
     where workspace_id = ${scope.workspaceId}::uuid and name_key = any(${[...new Set(nameKeys)]}::text[])
       and merged_into_id is null`
}
