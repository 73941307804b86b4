import { type ContactFilter, type ContactRow, listContacts } from '../../../domain/crm/contact-list-store.js'
import { listContactTitles } from '../../../domain/crm/record-title-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (contact: ContactRow): Candidate => ({
  kind: 'contact',
  id: contact.id,
  ref: contact.ref,
  title: contact.name,
  version: contact.version,
  details: [contact.company, contact.addresses[0] ?? null, contact.title],
})

async function find(lookup: Lookup, filter: ContactFilter, limit: number): Promise<Candidate[]> {
  const { read, asker, owners } = lookup
  const found = await listContacts(read, { ...filter, owners, dealsOf: asker.owners('deal.read') }, limit)
  return (
    await Promise.all(found.map((row) => (row.mergedInto ? winnerOf(lookup, row) : Promise.resolve([candidate(row)]))))
  ).flat()
}

/** A reference or a button of one that was merged into another means the other. */
const winnerOf = async (lookup: Lookup, { ref, name, mergedInto }: ContactRow): Promise<Candidate[]> =>
  (await find(lookup, { ref: mergedInto?.ref ?? '' }, 1)).map((winner) => ({ ...winner, merged: `${ref} ${name}` }))

export default defineRecordKind({
  kind: 'contact',
  one: 'contact',
  many: 'contacts',
  refPrefixes: ['CT'],
  needs: 'contact.read',
  owned: true,
  table: 'contact',
  detailLabels: ['Company', 'Address', 'Title'],
  show: 'contact show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  nameByIds: ({ read, owners }, ids) => listContactTitles(read, ids, owners),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  // A contact is named by any of its addresses as well: `contact show ada@acme.com`.
  findByName: (lookup, nameKey, limit) =>
    nameKey.includes('@') ? find(lookup, { addressKey: addressKey(nameKey) }, 1) : find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, { namePrefix }, limit),
  searchable: true,
})
