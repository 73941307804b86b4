import type { ContactRow } from '../../../domain/crm/contact-list-store.js'
import { atCell } from '../cells.js'
import { ownData } from '../own-values.js'
import type { Column, Table } from '../reply.js'

const columns: Column[] = [
  { key: 'contact', label: 'Contact', type: 'record' },
  { key: 'title', label: 'Title', type: 'text' },
  { key: 'company', label: 'Company', type: 'record' },
  { key: 'address', label: 'Address', type: 'text' },
  { key: 'contacted', label: 'Last contact', type: 'date' },
]

/** `count` is how many there are, shown or not; the company stands there unless the card around the table is its own. */
export const contactTable = (
  contacts: readonly ContactRow[],
  count: number,
  { company = true }: { company?: boolean } = {},
): Table => ({
  columns: columns.filter(({ key }) => company || key !== 'company'),
  rows: contacts.map((contact) => ({
    contact: { ref: contact.ref, title: contact.name },
    title: contact.title,
    company: contact.companyRef && { ref: contact.companyRef, title: contact.company ?? '' },
    address: contact.addresses[0] ?? null,
    contacted: atCell(contact.lastContactedAt),
  })),
  ...(count > contacts.length ? { more: count - contacts.length } : {}),
})

/** A contact for `--json`. */
export const contactData = (contact: ContactRow) => ({
  ref: contact.ref,
  name: contact.name,
  title: contact.title,
  company: contact.companyRef,
  companyName: contact.company,
  addresses: contact.addresses,
  phone: contact.phones[0] ?? null,
  phones: contact.phones,
  consent: contact.consent,
  tags: contact.tags,
  fields: ownData(contact.custom),
  owner: contact.owner,
  lastContactedAt: contact.lastContactedAt?.toISOString() ?? null,
  openDeals: contact.openDeals,
})
