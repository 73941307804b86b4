import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { prefixEnd } from '../../lib/name-key.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { CompanyRole, Lifecycle, PostalAddress } from './company.js'
import type { Custom } from './custom-field.js'
import { type Facet, hasFacets } from './facet-store.js'

export type RecordName = { id: string; ref: string; name: string }

/** A company as lists and cards show it. */
export type CompanyRow = {
  id: string
  ref: string
  name: string
  roles: CompanyRole[]
  lifecycle: Lifecycle
  domains: string[]
  taxId: string | null
  address: PostalAddress | null
  phone: string | null
  billingEmail: string | null
  termsDays: number
  currency: string
  source: string | null
  note: string | null
  ownerId: string | null
  owner: string | null
  parent: RecordName | null
  children: RecordName[]
  billingContact: RecordName | null
  tags: string[]
  custom: Custom
  mergedInto: RecordName | null
  contacts: number
  openDeals: number
  version: number
}

/** Which companies; what is absent does not narrow. */
export type CompanyFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  owners?: Owners
  /** Whose deals and contacts are counted. */
  dealsOf?: Owners
  contactsOf?: Owners
  lifecycle?: Lifecycle
  domain?: string
  nameKey?: string
  namePrefix?: string
  facets?: readonly Facet[]
}

/** Companies by name. */
export function listCompanies(read: SqlScope, filter: CompanyFilter, limit: number, offset = 0): Promise<CompanyRow[]> {
  const { sql } = read
  return sql<CompanyRow[]>`
    select c.id, c.ref, c.name, c.roles, c.lifecycle, c.tax_id as "taxId", c.address, c.phone, c.note, c.source,
           c.billing_email as "billingEmail", c.terms_days as "termsDays", c.currency, c.owner_id as "ownerId",
           o.name as owner, c.version, c.tags, c.custom,
           ${named(read, 'company', sql`c.parent_id`, filter.owners)} as parent,
           ${named(read, 'contact', sql`c.billing_contact_id`, filter.contactsOf)} as "billingContact",
           ${named(read, 'company', sql`c.merged_into_id`)} as "mergedInto",
           coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'ref', k.ref, 'name', k.name) order by k.name_key) from company k
                      where k.workspace_id = c.workspace_id and k.parent_id = c.id and k.merged_into_id is null
                        ${amongOwners(read, sql`k.owner_id`, filter.owners)}), '[]') as children,
           array(select m.domain from company_domain m where m.workspace_id = c.workspace_id and m.company_id = c.id
                  order by m.domain) as domains,
           (select count(*)::int from contact p where p.workspace_id = c.workspace_id and p.company_id = c.id
               ${amongOwners(read, sql`p.owner_id`, filter.contactsOf)}) as contacts,
           (select count(*)::int from deal d where d.workspace_id = c.workspace_id and d.company_id = c.id
               and d.status = 'open' ${amongOwners(read, sql`d.owner_id`, filter.dealsOf)}) as "openDeals"
      from company c left join staff o on o.workspace_id = c.workspace_id and o.id = c.owner_id
     where ${matches(read, filter)}
     order by c.name_key, c.id limit ${limit} offset ${offset}`
}

/** Throws `not_found`. */
export async function getCompanyRow(read: SqlScope, id: string, sight: CompanyFilter = {}): Promise<CompanyRow> {
  const [company] = await listCompanies(read, { ...sight, ids: [id] }, 1)
  if (!company) throw notFound('There is no such company.', { companyId: id })
  return company
}

/** All that a filter names, for a change of many. */
export const listCompanyIds = async (read: SqlScope, filter: CompanyFilter): Promise<string[]> =>
  (await read.sql<{ id: string }[]>`select c.id::text from company c where ${matches(read, filter)}`).map(
    ({ id }) => id,
  )

export async function countCompanies(read: SqlScope, filter: CompanyFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from company c where ${matches(read, filter)}`
  return row?.count ?? 0
}

const named = (read: SqlScope, table: 'company' | 'contact', id: SqlPart, owners?: Owners) =>
  read.sql`(select jsonb_build_object('id', n.id, 'ref', n.ref, 'name', n.name) from ${read.sql(table)} n
        where n.workspace_id = c.workspace_id and n.id = ${id} ${amongOwners(read, read.sql`n.owner_id`, owners)})`
/** What was merged into another is found by its id and its reference alone. */
function matches(read: SqlScope, filter: CompanyFilter) {
  const { sql, scope } = read
  return sql`c.workspace_id = ${scope.workspaceId}
    ${filter.ids || filter.ref ? sql`` : sql`and c.merged_into_id is null`}
    ${hasFacets(read, 'company', sql`c.id`, filter.facets)}
    ${filter.ids ? sql`and c.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref ? sql`and c.ref = ${filter.ref}` : sql``}
    ${amongOwners(read, read.sql`c.owner_id`, filter.owners)}
    ${filter.ownerId ? sql`and c.owner_id = ${filter.ownerId}` : sql``}
    ${filter.lifecycle ? sql`and c.lifecycle = ${filter.lifecycle}` : sql``}
    ${filter.nameKey ? sql`and c.name_key = ${filter.nameKey}` : sql``}
    ${filter.namePrefix ? sql`and c.name_key >= ${filter.namePrefix} and c.name_key < ${prefixEnd(filter.namePrefix)}` : sql``}
    ${
      filter.domain
        ? sql`and c.id in (select m.company_id from company_domain m
                            where m.workspace_id = ${scope.workspaceId} and m.domain = ${filter.domain})`
        : sql``
    }`
}
