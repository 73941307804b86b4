import type { Database } from '../../db/database.js'
import type { Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { bulkWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import { eraseContacts, getContact, listAddresses, listMergedInto } from '../crm/contact-store.js'
import { leaveTombstone } from '../people/tombstones.js'
import { lockFiling, refreshThreads } from './filing-store.js'
import type { RawPlace } from './parsed-message.js'
import { putThreadSearch } from './thread-search.js'

/** What is left to do after the commit, without a word about the person but the pattern that finds them. */
export type ErasureErrand = {
  contactId: string
  pattern: string
  pseudonym: string
  wipe: RawPlace[]
  threadIds: string[]
}

export type Erased = { ref: string; pseudonym: string; messages: number; addresses: number }

/**
 * Forgets a person: the contact becomes a pseudonym without addresses, what they wrote is gone, their name and addresses are
 * replaced wherever else they stand, audit trail included, and tombstones keep mail with them from coming back. Issued
 * documents and the books stay as the law wants them. The far corners and the raw bytes are the job's (`contact.erased`).
 */
export async function erasePerson(tx: Tx, contactId: string): Promise<Erased> {
  const { workspaceId } = tx.scope
  // What is being filed has read the tombstones that stood before: it comes first, and is erased with the rest.
  await lockFiling(sqlInTx(tx))
  const contact = await getContact(tx, contactId)
  const addresses = await listAddresses(tx, contactId)
  const keys = addresses.map(({ key }) => key)
  const pseudonym = `Erased person ${contact.ref}`
  await leaveTombstone(tx, 'erased-address', keys)
  await tx.prisma.company.updateMany({
    where: { workspaceId, billingEmail: { in: addresses.map(({ address }) => address), mode: 'insensitive' } },
    data: { billingEmail: null },
  })
  const merged = await listMergedInto(tx, contactId)
  await eraseContacts(tx, [contactId, ...merged], pseudonym)
  const read = sqlInTx(tx)
  const threads = await read.sql<{ id: string; threadId: string }[]>`
    select distinct m.id, m.thread_id as "threadId" from participant p
      join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
     where p.workspace_id = ${workspaceId} and p.address_key = any(${keys}::text[])`
  const threadIds = [...new Set(threads.map(({ threadId }) => threadId))]
  const wipe = await read.sql<RawPlace[]>`
    select pack_file as file, pack_offset::int8 as "offset", pack_length as length
      from erase_correspondent(${keys}::text[], ${pseudonym}, ${contactId}::uuid)`
  for (const id of merged) await read.sql`select 1 from erase_correspondent('{}', ${pseudonym}, ${id}::uuid)`
  await read.sql`select search.put('contact', ${contactId}::uuid, ${contact.ref}, ${pseudonym}, ${nameKey(pseudonym)}, '')::text`
  await refreshThreads(read, threadIds)
  const errand: ErasureErrand = {
    contactId,
    pseudonym,
    pattern: personPattern(
      contact.name,
      addresses.map(({ address }) => address),
    ),
    wipe: wipe.map((place) => ({ ...place, offset: Number(place.offset) })),
    threadIds,
  }
  await tx.outbox('contact.erased', errand)
  return { ref: contact.ref, pseudonym, messages: threads.length, addresses: keys.length }
}

/**
 * A regular expression (Postgres's) that finds the person: each address with any tag, and the name where it is more than one
 * word, as it is written and as it is folded. One word alone may be anything: "Info" stays.
 */
export function personPattern(name: string, addresses: readonly string[]): string {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const tagged = addresses.map((address) => {
    const at = address.lastIndexOf('@')
    const local = address.slice(0, at).replace(/(?<=.)\+.*$/, '')
    return `${escaped(local)}(\\+[^@\\s"<>]{0,64})?@${escaped(address.slice(at + 1))}`
  })
  const names = [...new Set([name.trim(), nameKey(name)])].filter((each) => /\S\s+\S/.test(each))
  const words = [...tagged, ...names.map((each) => escaped(each).replace(/\s+/g, '\\s+'))]
  return words.length === 0 ? '(?!)' : `(?<![[:alnum:]._+-])(${words.join('|')})(?![[:alnum:]_-])`
}

/** Raw bytes of mail that names the person without being theirs: a colleague's who quotes them. Bytes can't be pseudonymised. */
export const listQuotingRaw = ({ sql, scope }: SqlScope, pattern: string): Promise<RawPlace[]> => sql<RawPlace[]>`
  select pack_file as file, pack_offset::float8 as "offset", pack_length as length from message
   where workspace_id = ${scope.workspaceId} and pack_file <> '' and (text ~* ${pattern} or subject ~* ${pattern})`

/** Once they are wiped. */
export const forgetQuotingRaw = ({ sql, scope }: SqlScope, pattern: string) => sql`
  update message set pack_file = '', pack_offset = 0, pack_length = 0
   where workspace_id = ${scope.workspaceId} and pack_file <> '' and (text ~* ${pattern} or subject ~* ${pattern})`

/** Raw bytes that have to be looked through for whom they name. */
export type KeptRaw = RawPlace & { id: string }

/**
 * Raw bytes of what a mail server, a calendar or a mail within the mail says: whom it names there stands in no column. Asked before
 * what is found is forgotten.
 */
export const listEnclosingRaw = ({ sql, scope }: SqlScope): Promise<KeptRaw[]> => sql<KeptRaw[]>`
  select id, pack_file as file, pack_offset::float8 as "offset", pack_length as length from message m
   where workspace_id = ${scope.workspaceId} and pack_file <> '' and (class in ('bounce', 'feedback', 'invitation')
     or exists (select from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id
                   and (a.content_type like 'message/%' or a.content_type in ('text/calendar', 'application/ics'))))`

/** Once they are wiped. */
export const forgetEnclosingRaw = ({ sql, scope }: SqlScope, ids: readonly string[]) => sql`
  update message set pack_file = '', pack_offset = 0, pack_length = 0
   where workspace_id = ${scope.workspaceId} and id = any(${ids as string[]}::uuid[])`

/** Raw bytes of mail that was set aside, to be replayed: nobody has looked at whom they name. */
export const listUnreadRaw = ({ sql, scope }: SqlScope): Promise<KeptRaw[]> => sql<KeptRaw[]>`
  select id, pack_file as file, pack_offset::float8 as "offset", pack_length as length from skipped_message
   where workspace_id = ${scope.workspaceId} and pack_file is not null`

/** Once they are wiped. */
export const forgetUnreadRaw = ({ sql, scope }: SqlScope, ids: readonly string[]) => sql`
  update skipped_message set pack_file = null, pack_offset = null, pack_length = null, reason = 'erased'
   where workspace_id = ${scope.workspaceId} and id = any(${ids as string[]}::uuid[])`

/** Replaces the person in every table but those the law keeps, one transaction a table; then in search. */
export async function eraseEverywhere(db: Database, scope: Scope, errand: ErasureErrand): Promise<void> {
  const { pattern, pseudonym, threadIds } = errand
  const tables = await bulkWorkspace(
    db,
    scope,
    ({ sql }) => sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     order by relname = 'audit_log', relname`,
  )
  const naming = await bulkWorkspace(
    db,
    scope,
    ({ sql }) => sql<{ id: string }[]>`
    select distinct thread_id as id from message
     where workspace_id = ${scope.workspaceId} and (text ~* ${pattern} or subject ~* ${pattern} or from_name ~* ${pattern})`,
  )
  // The audit trail comes last: what the other tables' triggers write about the change is erased with it.
  for (const { name } of tables)
    await bulkWorkspace(db, scope, ({ sql }) => sql`select erase_words(${name}, ${pattern}, ${pseudonym})`)
  await bulkWorkspace(db, scope, ({ sql }) => sql`select search.erase_words(${pattern}, ${pseudonym})`)
  const anew = [...new Set([...threadIds, ...naming.map(({ id }) => id)])]
  await bulkWorkspace(db, scope, async (bulk) => {
    await refreshThreads(bulk, anew)
    await putThreadSearch(bulk, anew)
  })
}

/** The errand itself names the person; with the last of it done, it no longer does. */
export const forgetErrand = ({ sql, scope }: SqlScope, outboxId: string) => sql`
  update outbox set data = '{}' where workspace_id = ${scope.workspaceId} and id = ${outboxId}`

/** What an erasure leaves because the law keeps it: issued documents that name the contact, and drafts that could be voided. */
export async function countKept({ sql, scope }: SqlScope, contactId: string) {
  const rows = await sql<{ number: string | null }[]>`
    select number from invoice where workspace_id = ${scope.workspaceId} and contact_id = ${contactId} order by number`
  const invoices = rows.flatMap(({ number }) => number ?? [])
  return { invoices, drafts: rows.length - invoices.length }
}
