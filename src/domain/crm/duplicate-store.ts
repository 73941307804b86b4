import type { SqlScope } from '../../db/sql-workspace.js'
import { amongOwners, type Owners } from '../people/owners.js'

/** A record that another may be the same as, and why. */
export type Twin = { id: string; ref: string; name: string; why: string; detail: string | null }

/** How like a name is to be without being the same: below it nearly every "Acme" is like every other. */
const ALIKE = 0.65
const SHOWN = 5

export type CompanyMarks = { name: string; nameKey: string; taxId: string | null; domains: readonly string[] }

/**
 * Companies that one with these marks may be already, the surest first: mail domain, tax id, the name but for its legal form, a name that
 * is nearly the same. `owners` are those whose records the asker may hear of. Imports ask it as well.
 */
export const findCompanyTwins = (read: SqlScope, marks: CompanyMarks, owners: Owners): Promise<Twin[]> => read.sql<
  Twin[]
>`
  select c.id::text, c.ref, c.name, t.why, o.name as detail
    from (select distinct on (id) id, why, sure from (
            select company_id as id, 'mail from ' || domain as why, 1 as sure from company_domain
             where workspace_id = ${read.scope.workspaceId}::uuid and domain = any (${[...marks.domains]}::text[])
            union all select id, 'same tax id', 2 from company
             where workspace_id = ${read.scope.workspaceId}::uuid and tax_id = ${marks.taxId}::text
            union all select id, 'same name', 3 from company
             where workspace_id = ${read.scope.workspaceId}::uuid and match_key = (select company_match_key(${marks.nameKey}::text))
            union all select record_id, 'name nearly the same', 4 from search.near('company', ${marks.name.slice(0, 200)}::text, ${SHOWN}::int)
             where similarity >= ${ALIKE}::float8) every order by id, sure) t
    join company c on c.workspace_id = ${read.scope.workspaceId}::uuid and c.id = t.id and c.merged_into_id is null
    left join staff o on o.workspace_id = c.workspace_id and o.id = c.owner_id
   where true ${amongOwners(read, read.sql`c.owner_id`, owners)}
   order by t.sure, c.ref limit ${SHOWN}::int`

export type ContactMarks = { nameKey: string; addressKeys: readonly string[]; companyId: string | null }

/** Contacts that one with these marks may be already: the same address; the same name where neither works elsewhere. */
export const findContactTwins = (read: SqlScope, marks: ContactMarks, owners: Owners): Promise<Twin[]> => read.sql<
  Twin[]
>`
  select p.id::text, p.ref, p.name, t.why, c.name as detail
    from (select distinct on (id) id, why, sure from (
            select contact_id as id, address || ' is theirs' as why, 1 as sure from contact_address
             where workspace_id = ${read.scope.workspaceId}::uuid and address_key = any (${[...marks.addressKeys]}::text[])
            union all select id, 'same name', 2 from contact
             where workspace_id = ${read.scope.workspaceId}::uuid and match_key = (select contact_match_key(${marks.nameKey}::text))
               and (company_id is null or ${marks.companyId}::uuid is null or company_id = ${marks.companyId}::uuid)) every order by id, sure) t
    join contact p on p.workspace_id = ${read.scope.workspaceId}::uuid and p.id = t.id and p.merged_into_id is null
    left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
   where true ${amongOwners(read, read.sql`p.owner_id`, owners)}
   order by t.sure, p.ref limit ${SHOWN}::int`

/** Two records of which one is probably the other; `first` was there first. */
export type Pair = { first: string; firstName: string; second: string; secondName: string; why: string }

/** Companies with the same tax id, or the same name but for the legal form: each with the oldest of its like. */
export const listCompanyPairs = (read: SqlScope, owners: Owners, limit: number): Promise<Pair[]> => read.sql<Pair[]>`
  with mine as (select id, ref, name, tax_id, match_key from company c
                 where workspace_id = ${read.scope.workspaceId} and merged_into_id is null ${amongOwners(read, read.sql`c.owner_id`, owners)}),
    marked as (select id, ref, name, 'same tax id' as why, 1 as sure, tax_id as mark from mine where tax_id is not null
               union all select id, ref, name, 'same name', 2, match_key from mine where match_key <> ''),
    ranked as (select *, first_value(id) over w as first_id, first_value(ref) over w as first_ref, first_value(name) over w as first_name
                 from marked window w as (partition by sure, mark order by id))
  select first, "firstName", second, "secondName", why from (
    select distinct on (first_ref, ref) first_ref as first, first_name as "firstName", ref as second, name as "secondName", why, sure
      from ranked where id <> first_id order by first_ref, ref, sure) pairs
   order by sure, "firstName", second limit ${limit}`

/** Contacts with the same phone, or the same name at the same company (or at none). */
export const listContactPairs = (read: SqlScope, owners: Owners, limit: number): Promise<Pair[]> => read.sql<Pair[]>`
  with mine as (select p.id, p.ref, p.name, p.match_key, p.company_id from contact p
                 where p.workspace_id = ${read.scope.workspaceId} and p.merged_into_id is null ${amongOwners(read, read.sql`p.owner_id`, owners)}),
    marked as (select m.id, m.ref, m.name, 'same name and phone' as why, 1 as sure, n.phone_key || ' ' || m.match_key as mark
                 from mine m join contact_phone n on n.workspace_id = ${read.scope.workspaceId} and n.contact_id = m.id
               union all select id, ref, name, case when company_id is null then 'same name' else 'same name and company' end, 2,
                 match_key || coalesce(company_id::text, '') from mine where match_key <> ''),
    ranked as (select *, first_value(id) over w as first_id, first_value(ref) over w as first_ref, first_value(name) over w as first_name
                 from marked window w as (partition by sure, mark order by id))
  select first, "firstName", second, "secondName", why from (
    select distinct on (first_ref, ref) first_ref as first, first_name as "firstName", ref as second, name as "secondName", why, sure
      from ranked where id <> first_id order by first_ref, ref, sure) pairs
   order by sure, "firstName", second limit ${limit}`
