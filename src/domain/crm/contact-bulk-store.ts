import { insertRows } from '../../db/row-sets.js'
import { documentsJson } from '../../db/search-document.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import { nameKey } from '../../lib/name-key.js'
import type { Contact } from './contact.js'
import { type ContactParts, contactDocument } from './contact-store.js'

/** A company as far as its contacts take after it. */
export type ContactsCompany = { id: string; name: string; ownerId: string | null }

export type ContactToInsert = ContactParts & { contact: Contact }

/** Which of these address keys are somebody's already. */
export async function addressesTaken({ sql, scope }: SqlScope, addressKeys: readonly string[]): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select address_key as key from contact_address
     where workspace_id = ${scope.workspaceId} and address_key = any(${addressKeys as string[]})`
  return rows.map(({ key }) => key)
}

export async function companiesByDomain(
  { sql, scope }: SqlScope,
  domains: readonly string[],
): Promise<Map<string, ContactsCompany>> {
  const rows = await sql<(ContactsCompany & { domain: string })[]>`
    select d.domain, c.id, c.name, c.owner_id as "ownerId"
      from company_domain d join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
     where d.workspace_id = ${scope.workspaceId} and d.domain = any(${domains as string[]})`
  return new Map(rows.map(({ domain, ...company }) => [domain, company]))
}

export async function nextContactRefs({ sql }: SqlScope, count: number): Promise<string[]> {
  const [row] = await sql<{ first: string }[]>`select next_ref('contact', ${count}::integer) as first`
  return Array.from({ length: count }, (_, at) => `CT-${BigInt(row?.first ?? 1) + BigInt(at)}`)
}

/** New contacts as mail makes them, with their addresses, the first of each preferred: a statement a table. */
export async function insertContacts(bulk: SqlScope, ids: Ids, made: readonly ContactToInsert[]): Promise<void> {
  const contacts = made.map(({ contact: { id, ref, name, origin, companyId, ownerId } }) => ({
    id,
    ref,
    name,
    name_key: nameKey(name),
    origin,
    company_id: companyId,
    owner_id: ownerId,
  }))
  await insertRows(bulk, 'contact', contacts)
  const addresses = made.flatMap(({ contact, addresses }) =>
    addresses.map(({ address, key }, at) => ({
      id: ids.next(),
      contact_id: contact.id,
      address,
      address_key: key,
      preferred: at === 0,
    })),
  )
  await insertRows(bulk, 'contact_address', addresses)
  const documents = made.map(({ contact, ...parts }) => contactDocument(contact, parts))
  await bulk.sql`select search.put_all(${documentsJson(documents)}::text::jsonb)`
}
