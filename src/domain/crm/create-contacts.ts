import { bulkOutbox } from '../../db/bulk-outbox.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { domainOf, registrableDomain } from '../../lib/address-key.js'
import { invalid } from '../../lib/errors.js'
import type { Ids } from '../../lib/ids.js'
import { findTombstones } from '../people/tombstones.js'
import { type CheckedContact, checkContact, type NewContact } from './contact.js'
import { addressesTaken, companiesByDomain, insertContacts, nextContactRefs } from './contact-bulk-store.js'
import { newContact } from './create-contact.js'

/** What mail says of a person: what else a contact may have is put there by people. */
type ContactOfMail = Pick<NewContact, 'name' | 'addresses' | 'origin'>

/**
 * Makes many contacts in a few statements, as `createContact` makes one. Who has an address that is somebody's already, was
 * erased or deleted by a person, or stands earlier in the list, is left out. Their stored mail is the caller's to put on them.
 */
export async function createContacts(bulk: SqlScope, ids: Ids, inputs: readonly ContactOfMail[]): Promise<void> {
  const wanted = await withoutKnown(bulk, inputs.map(check))
  if (wanted.length === 0) return
  const domains = new Set(wanted.flatMap(({ addresses }) => addresses.flatMap(({ address }) => domainsOf(address))))
  const companies = await companiesByDomain(bulk, [...domains])
  const refs = await nextContactRefs(bulk, wanted.length)
  const made = wanted.map((input, at) => {
    const domain = input.addresses.flatMap(({ address }) => domainsOf(address)).find((each) => companies.has(each))
    const company = companies.get(domain ?? '') ?? null
    const contact = newContact(ids.next(), refs[at] ?? '', input, company)
    return { contact, addresses: input.addresses, phones: input.phones, companyName: company?.name }
  })
  await insertContacts(bulk, ids, made)
  const added = made.flatMap(({ contact, addresses }) =>
    addresses.map(({ key }) => ({
      kind: 'contact.address-added',
      data: { contactId: contact.id, addressKey: key, filed: true },
    })),
  )
  await bulkOutbox(bulk, ids, added)
}

function check(input: ContactOfMail): CheckedContact {
  const checked = checkContact(input)
  if (!checked.ok) throw invalid(checked.problem)
  return checked.value
}

const domainsOf = (address: string): string[] => {
  const domain = registrableDomain(domainOf(address) ?? '')
  return domain === null ? [] : [domain]
}

async function withoutKnown(bulk: SqlScope, inputs: readonly CheckedContact[]): Promise<CheckedContact[]> {
  const keys = inputs.flatMap(({ addresses }) => addresses.map(({ key }) => key))
  const taken = new Set(await addressesTaken(bulk, keys))
  const erased = await findTombstones(bulk, 'erased-address')
  const removed = await findTombstones(bulk, 'removed-contact')
  return inputs.filter(({ addresses }) => {
    if (addresses.some(({ key }) => taken.has(key) || erased.has(key) || removed.has(key))) return false
    for (const { key } of addresses) taken.add(key)
    return true
  })
}
