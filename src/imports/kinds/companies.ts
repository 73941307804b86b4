import { nameKey } from '../../lib/name-key.js'
import { registrable } from '../crm/find-companies.js'
import { idKey, namedKey } from '../crm/keys.js'
import { parentsFirst } from '../crm/parents-first.js'
import { companyIntake } from '../crm/take-companies.js'
import { takeRecords } from '../crm/take-records.js'
import { severalOf } from '../crm/words.js'
import { defineImport, type Field } from '../define-import.js'

const fields: Readonly<Record<string, Field>> = {
  name: { type: 'text', required: true, aliases: ['company name', 'company', 'account name', 'organization', 'firma'] },
  id: { type: 'text', aliases: ['external id'] },
  domain: { type: 'text', aliases: ['company domain name', 'website', 'website url', 'web', 'url', 'domains'] },
  role: { type: 'text', aliases: ['roles', 'type', 'relationship'] },
  lifecycle: { type: 'text', aliases: ['lifecycle stage', 'status'] },
  taxid: { type: 'text', aliases: ['tax id', 'vat id', 'vat number', 'tax number', 'ust id'] },
  street: { type: 'text', aliases: ['street address', 'address', 'address 1', 'billing street', 'strasse'] },
  city: { type: 'text', aliases: ['town', 'billing city', 'ort'] },
  region: { type: 'text', aliases: ['state', 'state region', 'province', 'billing state', 'state abbr'] },
  postcode: { type: 'text', aliases: ['postal code', 'zip', 'zip code', 'zipcode', 'billing zip', 'plz'] },
  country: { type: 'text', aliases: ['country region', 'billing country', 'land'] },
  phone: { type: 'text', aliases: ['phone number', 'telephone', 'tel', 'telefon'] },
  email: { type: 'text', aliases: ['billing email', 'invoice email', 'accounts email'] },
  terms: { type: 'text', aliases: ['payment terms', 'terms days', 'credit terms'] },
  currency: { type: 'currency', aliases: ['currency code'] },
  owner: { type: 'text', aliases: ['company owner', 'account owner', 'sales', 'account manager'] },
  parent: { type: 'text', aliases: ['parent company', 'parent account', 'parent name'] },
  parentid: { type: 'text', aliases: ['parent id'] },
  tags: { type: 'text', aliases: ['tag', 'labels', 'label'] },
  source: { type: 'text', aliases: ['lead source', 'account source'] },
  note: { type: 'text', aliases: ['notes', 'description', 'comments'] },
}

export default defineImport({
  name: 'companies',
  summary: 'Customers, suppliers and partners, found again by what their system calls them, their domain or their name',
  fields,
  ownFields: 'company',
  keyOf: ({ id, name = '' }) => (id === undefined ? namedKey(nameKey(name)) : idKey(id)),
  alsoOnce: ({ domain }) => severalOf(domain).flatMap((each) => registrable(each) ?? []),
  inOrder: parentsFirst({
    name: ({ name }) => name,
    id: ({ id }) => id,
    parents: ({ parent, parentid }) => [parent, parentid],
  }),
  chunk: 500,
  save: (tx, records, context) =>
    takeRecords(tx, 'company', { records, context }, (rows) => companyIntake(tx, fields, rows, context)),
})
