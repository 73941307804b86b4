import type { Tx } from '../../db/in-workspace.js'
import { dateIn } from '../../lib/dates.js'
import type { Edits } from '../../lib/edits.js'
import { invalid } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import {
  type Address,
  type Consent,
  type Contact,
  checkContact,
  type Phone,
  readAddress,
  readPhone,
} from './contact.js'
import {
  type ContactChange,
  deleteAddresses,
  deletePhones,
  getContact,
  insertAddresses,
  insertPhones,
  listAddresses,
  listPhones,
  preferAddress,
  saveContact,
} from './contact-store.js'
import { refuseErased, refuseTaken } from './create-contact.js'
import { changedCustom, type FieldInput } from './custom-field.js'
import { emit } from './events.js'
import { indexContact } from './index-records.js'
import { editedTags } from './tag.js'

/** What a consent is changed by: given for purposes, or withdrawn. */
export type ConsentEdit = Edits & { source?: string; date?: string }

/** What of a contact is to be another. Null empties, absent leaves. */
export type ContactEdit = Omit<ContactChange, 'tags' | 'custom' | 'consent'> & {
  addresses?: Edits
  /** The address that is written to, of those it has or gets. */
  preferred?: string
  phones?: Edits
  consent?: ConsentEdit
  tags?: Edits
  custom?: Readonly<Record<string, FieldInput>>
}

/** With its addresses and phones, which are rows of their own; the preferred ones first. */
export type ContactState = { contact: Contact; addresses: readonly Address[]; phones: readonly Phone[] }

/** Changes a contact. An address that somebody else has is a `conflict`, one of an erased person is `refused`. */
export async function changeContact(
  tx: Tx,
  id: string,
  edit: ContactEdit,
): Promise<{ before: ContactState; after: ContactState }> {
  const before = await loadContact(tx, await getContact(tx, id))
  const change = decide(before.contact, edit, dateIn('UTC', tx.now))
  await changeAddresses(tx, before, edit)
  await changePhones(tx, before, edit.phones)
  const saved = Object.keys(change).length === 0 ? before.contact : await saveContact(tx, before.contact, change)
  await indexContact(tx, saved)
  return { before, after: await loadContact(tx, saved) }
}

export const loadContact = async (tx: Tx, contact: Contact): Promise<ContactState> => ({
  contact,
  addresses: await listAddresses(tx, contact.id),
  phones: await listPhones(tx, contact.id),
})

function decide(contact: Contact, edit: ContactEdit, today: string): ContactChange {
  const { addresses: _, preferred: __, phones: ___, consent, tags, custom, ...plain } = edit
  const { name } = valid(checkContact({ name: plain.name ?? contact.name }))
  return {
    ...plain,
    ...(plain.name === undefined ? {} : { name }),
    ...(consent && { consent: changedConsent(contact.consent, consent, today) }),
    ...(tags && { tags: valid(editedTags(contact.tags, tags)) }),
    ...(custom && { custom: changedCustom(contact.custom, custom) }),
  }
}

/** One entry a purpose, the newest word counts. */
export function changedConsent(before: readonly Consent[], edit: ConsentEdit, today: string): Consent[] {
  const gone = new Set([...edit.add, ...edit.drop])
  const given = edit.add.map((purpose) => ({ purpose, source: edit.source ?? null, date: edit.date ?? today }))
  return [...before.filter(({ purpose }) => !gone.has(purpose)), ...given]
}

async function changeAddresses(tx: Tx, before: ContactState, edit: ContactEdit): Promise<void> {
  const { contact, addresses } = before
  const has = (key: string) => addresses.some((each) => each.key === key)
  const drop = (edit.addresses?.drop ?? []).map((text) => valid(readAddress(text)))
  const missing = drop.find(({ key }) => !has(key))
  if (missing) throw invalid(`${contact.name} has no address ${missing.address}.`)
  const preferred = edit.preferred === undefined ? undefined : valid(readAddress(edit.preferred))
  const wanted = [
    ...(edit.addresses?.add ?? []).map((text) => valid(readAddress(text))),
    ...(preferred ? [preferred] : []),
  ]
  const add = [...new Map(wanted.map((address) => [address.key, address])).values()].filter(({ key }) => !has(key))
  for (const address of add) {
    await refuseTaken(tx, address)
    await refuseErased(tx, address)
  }
  await deleteAddresses(
    tx,
    contact.id,
    drop.map(({ key }) => key),
  )
  const left = addresses.filter(({ key }) => !drop.some((each) => each.key === key))
  await insertAddresses(tx, contact.id, add, left.length)
  for (const { key } of add)
    await emit(tx, { kind: 'contact.address-added', data: { contactId: contact.id, addressKey: key } })
  const first = preferred?.key ?? (left.length < addresses.length ? left[0]?.key : undefined)
  if (first !== undefined) await preferAddress(tx, contact.id, first)
}

async function changePhones(tx: Tx, { contact, phones }: ContactState, edits: Edits | undefined): Promise<void> {
  if (!edits) return
  const drop = edits.drop.map((text) => valid(readPhone(text)))
  const missing = drop.find(({ key }) => !phones.some((each) => each.key === key))
  if (missing) throw invalid(`${contact.name} has no phone ${missing.phone}.`)
  const wanted = edits.add
    .map((text) => valid(readPhone(text)))
    .filter(({ key }) => !phones.some((each) => each.key === key))
  await deletePhones(
    tx,
    contact.id,
    drop.map(({ key }) => key),
  )
  const left = phones.filter(({ key }) => !drop.some((each) => each.key === key))
  await insertPhones(tx, contact.id, [...new Map(wanted.map((phone) => [phone.key, phone])).values()], left.length)
}
