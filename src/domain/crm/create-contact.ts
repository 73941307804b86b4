import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { domainOf, registrableDomain } from '../../lib/address-key.js'
import { conflict, invalid, refused } from '../../lib/errors.js'
import { hasTombstone } from '../people/tombstones.js'
import type { Company } from './company.js'
import { findCompanyByDomain, getCompany } from './company-store.js'
import { type Address, type CheckedContact, type Contact, checkContact, type NewContact } from './contact.js'
import { findContactByAddress, insertContact } from './contact-store.js'
import { emit } from './events.js'

/**
 * Makes a contact. Without a company it joins the one that has its address's domain. An address that another contact has
 * is a conflict that names it; one of a person who was erased at their request is refused.
 */
export async function createContact(tx: Tx, input: NewContact): Promise<Contact> {
  const checked = checkContact(input)
  if (!checked.ok) throw invalid(checked.problem)
  const { addresses } = checked.value
  for (const address of addresses) {
    await refuseTaken(tx, address)
    await refuseErased(tx, address)
  }
  const company = await companyOf(tx, input, addresses)
  const contact = newContact(tx.newId(), await nextRef(tx, 'contact', 'CT'), checked.value, company)
  await insertContact(tx, contact, { addresses, phones: checked.value.phones, companyName: company?.name })
  for (const { key } of addresses) {
    await emit(tx, { kind: 'contact.address-added', data: { contactId: contact.id, addressKey: key } })
  }
  return contact
}

/** Throws `conflict` when an address is somebody's already. */
export async function refuseTaken(tx: Tx, { address, key }: Address): Promise<void> {
  const holder = await findContactByAddress(tx, key)
  if (holder) throw conflict(`${address} belongs to ${holder.name} (${holder.ref}) already.`)
}

/** Throws `refused` when a person with this address asked to be forgotten. */
export async function refuseErased(tx: Tx, { address, key }: Address): Promise<void> {
  if (await hasTombstone(tx, 'erased-address', key))
    throw refused(`The person with the address ${address} was erased at their request and is not stored again.`)
}

async function companyOf(tx: Tx, input: NewContact, addresses: readonly Address[]): Promise<Company | null> {
  if (input.companyId) return getCompany(tx, input.companyId)
  for (const { address } of addresses) {
    const domain = registrableDomain(domainOf(address) ?? '')
    const company = domain && (await findCompanyByDomain(tx, domain))
    if (company) return company
  }
  return null
}

export const newContact = (
  id: string,
  ref: string,
  input: CheckedContact,
  company: Pick<Company, 'id' | 'ownerId'> | null,
): Contact => ({
  id,
  ref,
  name: input.name,
  title: input.title ?? null,
  origin: input.origin ?? 'manual',
  consent: [],
  lastContactedAt: null,
  companyId: company?.id ?? null,
  ownerId: input.ownerId ?? company?.ownerId ?? null,
  tags: input.tags ?? [],
  custom: input.custom ?? {},
  mergedIntoId: null,
  version: 1,
})
