import { type ContactFilter, type ContactRow, listContacts } from '../../../domain/crm/contact-list-store.js'
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

const find = async ({ read, asker, owners }: Lookup, filter: ContactFilter, limit: number) =>
  (await listContacts(read, { ...filter, owners, dealsOf: asker.owners('deal.read') }, limit)).map(candidate)

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
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  // A contact is named by any of its addresses as well: `contact show ada@acme.com`.
  findByName: (lookup, nameKey, limit) =>
    nameKey.includes('@') ? find(lookup, { addressKey: addressKey(nameKey) }, 1) : find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, { namePrefix }, limit),
  searchable: true,
})
