import { addressKey } from '../../lib/address-key.js'
import { nameKey } from '../../lib/name-key.js'
import { addressTexts, contactName } from '../crm/contact-parts.js'
import { idKey, namedKey } from '../crm/keys.js'
import { contactIntake } from '../crm/take-contacts.js'
import { takeRecords } from '../crm/take-records.js'
import { defineImport, type Field, type Values } from '../define-import.js'

const fields: Readonly<Record<string, Field>> = {
  id: { type: 'text', aliases: ['external id'] },
  name: { type: 'text', aliases: ['full name', 'contact name', 'contact'] },
  first: { type: 'text', aliases: ['first name', 'firstname', 'given name', 'vorname'] },
  last: { type: 'text', aliases: ['last name', 'lastname', 'surname', 'family name', 'nachname'] },
  email: { type: 'text', aliases: ['e mail', 'email address', 'email work', 'work email', 'mail'] },
  email2: { type: 'text', aliases: ['email 2', 'second email', 'other email', 'email home', 'home email'] },
  email3: { type: 'text', aliases: ['email 3', 'email other', 'additional email addresses'] },
  phone: { type: 'text', aliases: ['phone number', 'phone work', 'work phone', 'telephone', 'telefon'] },
  phone2: {
    type: 'text',
    aliases: ['mobile', 'mobile phone', 'mobile phone number', 'phone mobile', 'phone home', 'home phone'],
  },
  phone3: { type: 'text', aliases: ['phone 3', 'phone other', 'other phone'] },
  title: { type: 'text', aliases: ['job title', 'position', 'role'] },
  company: { type: 'text', aliases: ['company name', 'account name', 'organization', 'organisation', 'firma'] },
  domain: { type: 'text', aliases: ['company domain', 'company domain name', 'website'] },
  companyid: { type: 'text', aliases: ['company external id'] },
  owner: { type: 'text', aliases: ['contact owner', 'sales', 'account manager'] },
  consent: { type: 'text', aliases: ['consents', 'opt in'] },
  newsletter: { type: 'flag', aliases: ['has newsletter', 'newsletter opt in'] },
  tags: { type: 'text', aliases: ['tag', 'labels', 'label'] },
}

/** A row without an id is known by its first address, else by its name and where it works. */
const known = (values: Values): string => {
  const [first] = addressTexts(values)
  return first === undefined ? nameKey(`${contactName(values) ?? ''}\n${values['company'] ?? ''}`) : addressKey(first)
}

export default defineImport({
  name: 'contacts',
  summary: 'People, found again by what their system calls them, an address, or their name where they work',
  fields,
  ownFields: 'contact',
  keyOf: (values) => (values['id'] === undefined ? namedKey(known(values)) : idKey(values['id'])),
  alsoOnce: (values) => addressTexts(values).map(addressKey),
  chunk: 500,
  save: (tx, records, context) =>
    takeRecords(tx, 'contact', { records, context }, (rows) => contactIntake(tx, fields, rows, context)),
})
