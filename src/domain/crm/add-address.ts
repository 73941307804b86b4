import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { type Address, readAddress } from './contact.js'
import { getContact, insertAddresses, listAddresses } from './contact-store.js'
import { refuseErased, refuseTaken } from './create-contact.js'
import { emit } from './events.js'
import { indexContact } from './index-records.js'

/** Gives a contact one more address; mail that names it can be filed under the contact from now on. */
export async function addAddress(tx: Tx, contactId: string, text: string): Promise<Address> {
  const contact = await getContact(tx, contactId)
  const read = readAddress(text)
  if (!read.ok) throw invalid(read.problem)
  await refuseTaken(tx, read.value)
  await refuseErased(tx, read.value)
  const existing = await listAddresses(tx, contactId)
  await insertAddresses(tx, contactId, [read.value], existing.length)
  await indexContact(tx, contact)
  await emit(tx, { kind: 'contact.address-added', data: { contactId, addressKey: read.value.key } })
  return read.value
}
