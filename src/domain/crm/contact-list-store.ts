import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { prefixEnd } from '../../lib/name-key.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { Consent, ContactOrigin } from './contact.js'
import type { Custom } from './custom-field.js'
import { type Facet, hasFacets } from './facet-store.js'

/** A contact as lists and cards show it. */
export type ContactRow = {
  id: string
  ref: string
  name: string
  title: string | null
  /** Preferred first. */
  phones: string[]
  consent: Consent[]
  origin: ContactOrigin
  /** Preferred first. */
  addresses: string[]
  /** The addresses that mail comes back from. */
  badAddresses: string[]
  lastContactedAt: Date | null
  companyId: string | null
  companyRef: string | null
  company: string | null
  ownerId: string | null
  owner: string | null
  tags: string[]
  custom: Custom
  mergedInto: { ref: string; name: string } | null
  openDeals: number
  version: number
}

/** Which contacts; what is absent does not narrow. */
export type ContactFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  owners?: Owners
  /** Whose deals are counted. */
  dealsOf?: Owners
  companyId?: string
  addressKey?: string
  nameKey?: string
  namePrefix?: string
  facets?: readonly Facet[]
}

/** Contacts, the last contacted first, then by name. */
export function listContacts(read: SqlScope, filter: ContactFilter, limit: number, offset = 0): Promise<ContactRow[]> {
  const { sql } = read
  return sql<ContactRow[]>`
    select p.id, p.ref, p.name, p.title, p.origin, p.tags, p.custom, coalesce(p.consent, '[]') as consent, p.last_contacted_at as "lastContactedAt", p.version,
           p.company_id as "companyId", c.ref as "companyRef", c.name as company, p.owner_id as "ownerId", o.name as owner,
           array(select a.address from contact_address a where a.workspace_id = p.workspace_id and a.contact_id = p.id
                  order by a.preferred desc, a.id) as addresses,
           array(select n.phone from contact_phone n where n.workspace_id = p.workspace_id and n.contact_id = p.id
                  order by n.preferred desc, n.id) as phones,
           (select jsonb_build_object('ref', w.ref, 'name', w.name) from contact w
             where w.workspace_id = p.workspace_id and w.id = p.merged_into_id) as "mergedInto",
           array(select a.address from contact_address a where a.workspace_id = p.workspace_id and a.contact_id = p.id
                    and a.health <> 'ok' order by a.id) as "badAddresses",
           (select count(*)::int from deal d where d.workspace_id = p.workspace_id and d.contact_id = p.id
               and d.status = 'open' ${amongOwners(read, sql`d.owner_id`, filter.dealsOf)}) as "openDeals"
      from contact p
      left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
      left join staff o on o.workspace_id = p.workspace_id and o.id = p.owner_id
     where ${matches(read, filter)}
     order by p.last_contacted_at desc nulls last, p.name_key, p.id limit ${limit} offset ${offset}`
}

/** Throws `not_found`. */
export async function getContactRow(read: SqlScope, id: string): Promise<ContactRow> {
  const [contact] = await listContacts(read, { ids: [id] }, 1)
  if (!contact) throw notFound('There is no such contact.', { contactId: id })
  return contact
}

/** All that a filter names, for a change of many. */
export const listContactIds = async (read: SqlScope, filter: ContactFilter): Promise<string[]> =>
  (await read.sql<{ id: string }[]>`select p.id::text from contact p where ${matches(read, filter)}`).map(
    ({ id }) => id,
  )

export async function countContacts(read: SqlScope, filter: ContactFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from contact p where ${matches(read, filter)}`
  return row?.count ?? 0
}

/** What was merged into another is found by its id and its reference alone. */
function matches(read: SqlScope, filter: ContactFilter) {
  const { sql, scope } = read
  return sql`p.workspace_id = ${scope.workspaceId}
    ${filter.ids || filter.ref ? sql`` : sql`and p.merged_into_id is null`}
    ${hasFacets(read, 'contact', sql`p.id`, filter.facets)}
    ${filter.ids ? sql`and p.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref ? sql`and p.ref = ${filter.ref}` : sql``}
    ${amongOwners(read, read.sql`p.owner_id`, filter.owners)}
    ${filter.ownerId ? sql`and p.owner_id = ${filter.ownerId}` : sql``}
    ${filter.companyId ? sql`and p.company_id = ${filter.companyId}` : sql``}
    ${filter.nameKey ? sql`and p.name_key = ${filter.nameKey}` : sql``}
    ${filter.namePrefix ? sql`and p.name_key >= ${filter.namePrefix} and p.name_key < ${prefixEnd(filter.namePrefix)}` : sql``}
    ${
      filter.addressKey
        ? sql`and p.id in (select a.contact_id from contact_address a
                            where a.workspace_id = ${scope.workspaceId} and a.address_key = ${filter.addressKey})`
        : sql``
    }`
}
