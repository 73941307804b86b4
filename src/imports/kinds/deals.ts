import { nameKey } from '../../lib/name-key.js'
import { idKey, namedKey } from '../crm/keys.js'
import { dealIntake } from '../crm/take-deals.js'
import { takeRecords } from '../crm/take-records.js'
import { defineImport, type Field } from '../define-import.js'

const fields: Readonly<Record<string, Field>> = {
  title: { type: 'text', required: true, aliases: ['deal', 'deal name', 'name', 'opportunity name', 'opportunity'] },
  id: { type: 'text', aliases: ['external id'] },
  company: { type: 'text', aliases: ['company name', 'account name', 'account', 'customer', 'organization', 'firma'] },
  domain: { type: 'text', aliases: ['company domain', 'website'] },
  companyid: { type: 'text', aliases: ['company external id'] },
  contact: { type: 'text', aliases: ['contact name', 'primary contact', 'person'] },
  contactemail: { type: 'text', aliases: ['contact email', 'email'] },
  contactid: { type: 'text', aliases: ['contact external id'] },
  amount: { type: 'number', aliases: ['value', 'deal value', 'deal amount', 'betrag'] },
  currency: { type: 'currency', aliases: ['currency code'] },
  stage: { type: 'text', aliases: ['deal stage', 'stage name', 'phase'] },
  pipeline: { type: 'text', aliases: ['deal pipeline', 'pipeline name'] },
  status: { type: 'text', aliases: ['deal status', 'state'] },
  iswon: { type: 'flag', aliases: ['is won'] },
  isclosed: { type: 'flag', aliases: ['is closed'] },
  probability: { type: 'text', aliases: ['deal probability', 'probability %'] },
  owner: { type: 'text', aliases: ['deal owner', 'opportunity owner', 'sales', 'sales rep'] },
  expected: { type: 'day', aliases: ['expected close date', 'expected close', 'close date', 'closing date'] },
  created: { type: 'day', aliases: ['created date', 'create date', 'created at', 'created on'] },
  closed: { type: 'day', aliases: ['closed date', 'closed on', 'actual close date', 'closed at'] },
  won: { type: 'day', aliases: ['won date', 'won on', 'won time'] },
  lost: { type: 'day', aliases: ['lost date', 'lost on', 'lost time'] },
  stagesince: { type: 'day', aliases: ['stage since', 'last stage change', 'last stage change date'] },
  source: { type: 'text', aliases: ['lead source', 'deal source'] },
  reason: { type: 'text', aliases: ['lost reason', 'loss reason', 'won reason', 'closed lost reason'] },
  next: { type: 'text', aliases: ['next step'] },
  po: { type: 'text', aliases: ['po number', 'purchase order'] },
  tags: { type: 'text', aliases: ['tag', 'labels', 'label'] },
  product: { type: 'text', aliases: ['product name', 'line item', 'product code'] },
  quantity: { type: 'number', aliases: ['qty'] },
  price: { type: 'number', aliases: ['unit price', 'sales price'] },
  discount: { type: 'number', aliases: ['discount %', 'discount percent'] },
  linetotal: { type: 'number', aliases: ['line total', 'total price'] },
}

export default defineImport({
  name: 'deals',
  summary: 'Deals, open, won and lost, found again by what their system calls them, or their name with the company',
  fields,
  ownFields: 'deal',
  keyOf: ({ id, title = '', company = '', companyid = '' }) =>
    id === undefined ? namedKey(nameKey(`${title}\n${company}${companyid}`)) : idKey(id),
  together: ({ product }) => product !== undefined,
  chunk: 300,
  save: (tx, records, context) =>
    takeRecords(tx, 'deal', { records, context }, (rows) => dealIntake(tx, fields, rows, context)),
})
