import type { Tx } from '../../db/in-workspace.js'
import { nextRefs } from '../../db/next-ref.js'
import { domainOf, registrableDomain } from '../../lib/address-key.js'
import { invalid } from '../../lib/errors.js'
import { tombstonesAmong } from '../people/tombstones.js'
import { companiesByDomain } from './company-store.js'
import { type CheckedContact, checkContact, type NewContact } from './contact.js'
import { addressesTaken, insertContacts } from './contact-store.js'
import { newContact } from './create-contact.js'
import { emitAll } from './events.js'

/**
 * Makes many contacts in a few statements, as `createContact` makes one. Who has an address that is somebody's already, was
 * erased or deleted by a person, or stands earlier in the list, is left out.
 */
export async function createContacts(tx: Tx, inputs: readonly NewContact[]): Promise<void> {
  const wanted = await withoutKnown(tx, inputs.map(check))
  if (wanted.length === 0) return
  const domains = new Set(wanted.flatMap(({ addresses }) => addresses.flatMap(({ address }) => domainsOf(address))))
  const companies = await companiesByDomain(tx, [...domains])
  const refs = await nextRefs(tx, 'contact', 'CT', wanted.length)
  const made = wanted.map((input, at) => {
    const domain = input.addresses.flatMap(({ address }) => domainsOf(address)).find((each) => companies.has(each))
    const company = companies.get(domain ?? '') ?? null
    const contact = newContact(tx.newId(), refs[at] ?? '', input, company)
    return { contact, addresses: input.addresses, phones: input.phones, companyName: company?.name }
  })
  await insertContacts(tx, made)
  await emitAll(
    tx,
    made.flatMap(({ contact, addresses }) =>
      addresses.map(({ key }) => ({
        kind: 'contact.address-added' as const,
        data: { contactId: contact.id, addressKey: key },
      })),
    ),
  )
}

function check(input: NewContact): CheckedContact {
  const checked = checkContact(input)
  if (!checked.ok) throw invalid(checked.problem)
  return checked.value
}

const domainsOf = (address: string): string[] => {
  const domain = registrableDomain(domainOf(address) ?? '')
  return domain === null ? [] : [domain]
}

async function withoutKnown(tx: Tx, inputs: readonly CheckedContact[]): Promise<CheckedContact[]> {
  const keys = inputs.flatMap(({ addresses }) => addresses.map(({ key }) => key))
  const known = new Set([
    ...(await addressesTaken(tx, keys)),
    ...(await tombstonesAmong(tx, ['erased-address', 'removed-contact'], keys)),
  ])
  return inputs.filter(({ addresses }) => {
    if (addresses.some(({ key }) => known.has(key))) return false
    for (const { key } of addresses) known.add(key)
    return true
  })
}
