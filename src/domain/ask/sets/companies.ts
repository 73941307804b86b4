import { created, listed, number, owner, tags, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

/** The last mail with one of its people, call or meeting; what is planned was not yet. */
const LAST_CONTACTED = `greatest(
  (select max(p.last_contacted_at) from contact p where p.workspace_id = {t}.workspace_id and p.company_id = {t}.id),
  (select max(a.at) from activity a where a.workspace_id = {t}.workspace_id and a.company_id = {t}.id
     and a.kind in ('call', 'meeting') and a.at <= {now}))`

const FIRST_INVOICED = `select min(i.issue_date) from company m
  join invoice i on i.workspace_id = m.workspace_id and i.company_id = m.id and i.kind = 'invoice' and i.number is not null
  where m.workspace_id = {t}.workspace_id`

/** The day of its first invoice, whatever the company was called and whoever entered it when: of those that became it as well. */
const SINCE = `least((${FIRST_INVOICED} and m.id = {t}.id), (${FIRST_INVOICED} and m.merged_into_id = {t}.id))`

const CUSTOMER = 'role:customer'
const SUPPLIER = 'role:supplier'

export default defineRecordSet({
  name: 'companies',
  one: 'company',
  many: 'companies',
  words: ['customers', 'customer', 'clients', 'client', 'suppliers', 'supplier', 'vendors', 'accounts'],
  narrower: {
    customers: CUSTOMER,
    customer: CUSTOMER,
    clients: CUSTOMER,
    client: CUSTOMER,
    suppliers: SUPPLIER,
    supplier: SUPPLIER,
    vendors: SUPPLIER,
  },
  needs: ['company.read'],
  table: 'company',
  where: '{t}.merged_into_id is null',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.name',
  key: '{t}.name_key',
  show: 'company show',
  kind: 'company',
  day: 'created',
  shows: ['role', 'lifecycle', 'country', 'owner', 'created'],
  sort: 'name',
  fields: {
    name: text('Name', 'name'),
    role: { ...tags('Roles', 'roles'), choices: ['customer', 'supplier', 'partner'] },
    lifecycle: {
      label: 'Lifecycle',
      type: 'choice',
      sql: '{t}.lifecycle',
      choices: ['prospect', 'customer', 'former'],
    },
    country: { label: 'Country', type: 'text', sql: "{t}.address ->> 'country'", listed: true, country: true },
    city: { label: 'City', type: 'text', sql: "{t}.address ->> 'city'", words: ['town'] },
    source: listed('Source', 'source', { words: ['origin'] }),
    currency: listed('Currency', 'currency'),
    terms: number('Days to pay', 'terms_days', { words: ['payment-terms'] }),
    phone: text('Phone', 'phone'),
    domain: {
      label: 'Domain',
      type: 'text',
      sql: `(select string_agg(d.domain, ', ' order by d.domain) from company_domain d
        where d.workspace_id = {t}.workspace_id and d.company_id = {t}.id)`,
      words: ['domains', 'website'],
    },
    'billing-email': text('Billing email', 'billing_email'),
    'tax-id': text('Tax id', 'tax_id', { words: ['vat-id'] }),
    tag: tags('Tags', 'tags', { words: ['tags', 'label'] }),
    since: {
      label: 'Customer since',
      type: 'date',
      sql: SINCE,
      words: ['customer-since', 'first-invoice', 'first-invoiced'],
    },
    'last-contacted': {
      label: 'Last contacted',
      type: 'instant',
      sql: LAST_CONTACTED,
      words: ['contacted', 'last-contact', 'heard-from'],
    },
    created,
  },
  relations: { owner: owner(), parent: { label: 'Parent', to: 'companies', sql: '{t}.parent_id' } },
})
