import type { CompanyEdit } from '../../../domain/crm/change-company.js'
import type { CompanyRole } from '../../../domain/crm/company.js'
import { countryCode } from '../../../domain/crm/country.js'
import { readTagEdits } from '../../../domain/crm/tag.js'
import { readEdits } from '../../../lib/edits.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { type ArgsOf, clearable, optional } from '../params.js'
import { listed } from '../words.js'

export const LIFECYCLES = ['prospect', 'customer', 'former'] as const
const ROLES = ['customer', 'supplier', 'partner'] as const

/** What of a company can be said when it is made and changed later. */
export const companyParams = {
  owner: clearable('record', 'Owner', { record: 'staff' }),
  lifecycle: optional('choice', 'Lifecycle', { choices: LIFECYCLES }),
  roles: optional('text', 'Roles', { hint: 'customer, supplier, partner' }),
  domains: optional('text', 'Mail domains', { hint: 'acme.com adds one, -acme.com takes it away' }),
  billing: clearable('email', 'Billing address'),
  'billing-contact': clearable('record', 'Billing contact', { record: 'contact' }),
  terms: optional('integer', 'Payment terms in days'),
  currency: optional('text', 'Currency'),
  taxid: clearable('text', 'Tax id'),
  phone: clearable('text', 'Phone'),
  street: clearable('text', 'Street'),
  postcode: clearable('text', 'Postcode'),
  city: clearable('text', 'City'),
  region: clearable('text', 'Region'),
  country: clearable('text', 'Country', { hint: 'DE, or Germany' }),
  parent: clearable('record', 'Part of', { record: 'company' }),
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
  note: clearable('text', 'Note', { multiline: true }),
}

type Given = Partial<ArgsOf<typeof companyParams>>

/** What was typed, as the change it asks for. Throws `invalid` where a word is none of those there are. */
export function companyEdit(given: Given): CompanyEdit {
  const { street, postcode, city, region, country } = given
  const address = defined({ street, postcode, city, region, country: country ? codeOf(country) : country })
  return defined({
    ownerId: given.owner === null ? null : given.owner?.id,
    lifecycle: LIFECYCLES.find((each) => each === given.lifecycle),
    roles: given.roles === undefined ? undefined : readRoles(given.roles),
    domains: given.domains === undefined ? undefined : readEdits(given.domains.replace(/\s+/g, ',')),
    billingEmail: given.billing,
    billingContactId: given['billing-contact'] === null ? null : given['billing-contact']?.id,
    termsDays: given.terms,
    currency: given.currency?.toUpperCase(),
    taxId: given.taxid,
    phone: given.phone,
    parentId: given.parent === null ? null : given.parent?.id,
    tags: given.tag === undefined ? undefined : valid(readTagEdits(given.tag)),
    note: given.note,
    address: Object.keys(address).length > 0 ? address : undefined,
  }) as CompanyEdit
}

/** Without what was not given. */
export const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>

export function readRoles(text: string): CompanyRole[] {
  const { add } = readEdits(text.replace(/\s+/g, ','))
  const roles = add.map((word) => ROLES.find((role) => role.startsWith(word.toLowerCase())))
  if (roles.length === 0 || roles.includes(undefined))
    throw invalid(`The roles of a company are ${listed(ROLES)}, one or several: roles:customer,partner.`)
  return [...new Set(roles as CompanyRole[])]
}

function codeOf(text: string): string {
  const code = countryCode(text)
  if (!code) throw invalid(`“${text}” is no country that I know: write its two letters, like DE, or its English name.`)
  return code
}
