import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { companyDomainsOf, type OwnAddresses, ownAddresses, sharedDomains } from './address-book.js'
import type { LinkKind, MatchBook } from './match-message.js'

/** What a batch of messages names; the book is looked up for exactly these. */
export type Names = {
  addressKeys: readonly string[]
  domains: readonly string[]
  mentions: readonly string[]
  messageKeys: readonly string[]
}

/**
 * Ours are the domains of mailboxes that we follow, and those that staff share unless they are a company's of the CRM: who
 * works for us from a customer's desk makes nobody there a colleague. Who left is one of us by their address alone.
 */
export async function loadOwnAddresses({ sql, scope }: SqlScope): Promise<OwnAddresses> {
  const rows = await sql<{ address: string; isMailbox: boolean; active: boolean }[]>`
    select address, true as "isMailbox", status <> 'removed' as active from mailbox where workspace_id = ${scope.workspaceId}
    union all select email, false, active from staff where workspace_id = ${scope.workspaceId}`
  const keysOf = (wanted: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(wanted).map(({ address }) => addressKey(address))
  const followed = companyDomainsOf(keysOf(({ isMailbox, active }) => isMailbox && active))
  const shared = sharedDomains(keysOf(({ isMailbox, active }) => !isMailbox && active))
  const unsure = shared.filter((domain) => !followed.includes(domain))
  const others =
    unsure.length === 0
      ? []
      : await sql<{ domain: string }[]>`
          select domain from company_domain where workspace_id = ${scope.workspaceId} and domain = any(${unsure})`
  const ours = unsure.filter((domain) => !others.some((other) => other.domain === domain))
  return ownAddresses(
    keysOf(() => true),
    [...followed, ...ours],
  )
}

/** Everything that is known about the names, in one round trip and one for the deals that come of it. */
export async function loadMatchBook(bulk: SqlScope, own: OwnAddresses, names: Names): Promise<MatchBook> {
  const { sql, scope } = bulk
  const ws = scope.workspaceId
  const [contacts, companies, deals, invoices, mails] = await Promise.all([
    sql<{ addressKey: string; id: string; companyId: string | null }[]>`
      select a.address_key as "addressKey", c.id, c.company_id as "companyId" from contact_address a
        join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
       where a.workspace_id = ${ws} and a.address_key = any(${names.addressKeys as string[]})`,
    sql<{ domain: string; id: string }[]>`
      select domain, company_id as id from company_domain
       where workspace_id = ${ws} and domain = any(${names.domains as string[]})`,
    sql<{ ref: string; id: string }[]>`
      select ref, id from deal where workspace_id = ${ws} and ref = any(${names.mentions as string[]})`,
    sql<{ number: string; id: string }[]>`
      select number, id from invoice where workspace_id = ${ws} and number = any(${names.mentions as string[]})`,
    findInvoiceMails(bulk, names.messageKeys),
  ])
  const companyIds = [...companies.map(({ id }) => id), ...contacts.flatMap(({ companyId }) => companyId ?? [])]
  return {
    own,
    contactByAddress: new Map(contacts.map((row) => [row.addressKey, row])),
    companyByDomain: new Map(companies.map(({ domain, id }) => [domain, id])),
    openDeals: await findOpenDeals(
      bulk,
      contacts.map(({ id }) => id),
      companyIds,
    ),
    dealByRef: new Map(deals.map(({ ref, id }) => [ref, id])),
    invoiceByNumber: new Map(invoices.map(({ number, id }) => [number, id])),
    invoiceByMail: new Map(mails.map(({ messageKey, invoiceId }) => [messageKey, invoiceId])),
  }
}

/** Mails that invoices went with: `occasion` is `invoice-mail:<invoice id>:…` (billing's `SendInvoice`). */
async function findInvoiceMails({ sql, scope }: SqlScope, messageKeys: readonly string[]) {
  const mails = await sql<{ messageKey: string; occasion: string }[]>`
    select message_key as "messageKey", occasion from delivery
     where workspace_id = ${scope.workspaceId} and channel = 'mail' and message_key = any(${messageKeys as string[]})`
  const wanted = mails.flatMap(({ messageKey, occasion }) => {
    const invoiceId = /^invoice-mail:([0-9a-f-]{36})(?::|$)/.exec(occasion)?.[1]
    return invoiceId ? [{ messageKey, invoiceId }] : []
  })
  if (wanted.length === 0) return []
  const there = await sql<{ id: string }[]>`
    select id from invoice where workspace_id = ${scope.workspaceId}
       and id = any(${wanted.map(({ invoiceId }) => invoiceId)}::uuid[])`
  return wanted.filter(({ invoiceId }) => there.some(({ id }) => id === invoiceId))
}

async function findOpenDeals({ sql, scope }: SqlScope, contactIds: readonly string[], companyIds: readonly string[]) {
  const open = new Map<string, string[]>()
  if (contactIds.length + companyIds.length === 0) return open
  const rows = await sql<{ id: string; contactId: string | null; companyId: string }[]>`
    select id, contact_id as "contactId", company_id as "companyId" from deal
     where workspace_id = ${scope.workspaceId} and status = 'open'
       and (company_id = any(${companyIds as string[]}::uuid[]) or contact_id = any(${contactIds as string[]}::uuid[]))`
  for (const { id, contactId, companyId } of rows)
    for (const holder of [contactId, companyId]) if (holder) open.set(holder, [...(open.get(holder) ?? []), id])
  return open
}

export type LinkRow = {
  threadId: string
  messageId: string
  kind: LinkKind
  recordId: string
  evidence: string
  mailboxId?: string | null
}

/** A link that a thread has or had, to whatever record. */
export type KnownLink = { threadId: string; recordId: string; mailboxId: string | null; removed: boolean }

/**
 * Of these links those that the threads have not, each once: a record that a thread is linked to already keeps its first reason, and
 * one that a person unlinked stays unlinked. A link that everybody may see goes before one by a mailbox's own copy. Pure.
 */
export function newLinks(rows: readonly LinkRow[], known: readonly KnownLink[]): LinkRow[] {
  const knownOf = new Map<string, KnownLink[]>()
  for (const link of known) knownOf.set(pairOf(link), [...(knownOf.get(pairOf(link)) ?? []), link])
  const first = new Map<string, LinkRow>()
  for (const row of rows) {
    const other = first.get(pairOf(row))
    if (other === undefined || (row.mailboxId ?? '') < (other.mailboxId ?? '')) first.set(pairOf(row), row)
  }
  const isThere = ({ mailboxId = null, ...row }: LinkRow) =>
    knownOf.get(pairOf(row))?.some((link) => link.removed || link.mailboxId === null || link.mailboxId === mailboxId)
  return [...first.values()].filter((row) => !isThere(row))
}

const pairOf = ({ threadId, recordId }: { threadId: string; recordId: string }): string => `${threadId} ${recordId}`

export const linksOf = ({ sql, scope }: SqlScope, threadIds: readonly string[]): Promise<KnownLink[]> => sql<
  KnownLink[]
>`
  select thread_id as "threadId", coalesce(contact_id, company_id, deal_id, invoice_id, case_id) as "recordId",
         mailbox_id as "mailboxId", removed_at is not null as removed
    from thread_link where workspace_id = ${scope.workspaceId} and thread_id = any(${threadIds as string[]}::uuid[])`

/** Puts a few threads on records, as far as they are not there yet. */
export async function insertLinks(bulk: SqlScope, rows: readonly LinkRow[]): Promise<void> {
  const known = await linksOf(
    bulk,
    rows.map(({ threadId }) => threadId),
  )
  const fresh = newLinks(rows, known)
  if (fresh.length > 0) await writeLinks(bulk, fresh)
}

export const writeLinks = ({ sql, scope }: SqlScope, rows: readonly LinkRow[]) => sql`
  insert into thread_link (workspace_id, id, origin, evidence, thread_id, message_id, contact_id, company_id, deal_id, invoice_id,
    case_id, mailbox_id, created_at, updated_at)
  select ${scope.workspaceId}, new_id(), 'automatic', r.evidence, r.thread_id, r.message_id,
         case r.kind when 'contact' then r.record_id end, case r.kind when 'company' then r.record_id end,
         case r.kind when 'deal' then r.record_id end, case r.kind when 'invoice' then r.record_id end,
         case r.kind when 'case' then r.record_id end, r.mailbox_id,
         (select app_now()), (select app_now())
    from unnest(${rows.map((r) => r.threadId)}::uuid[], ${rows.map((r) => r.messageId)}::uuid[],
                ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.recordId)}::uuid[],
                ${rows.map((r) => r.evidence)}::text[], ${rows.map((r) => r.mailboxId ?? null)}::uuid[])
         as r(thread_id, message_id, kind, record_id, evidence, mailbox_id)`

/**
 * When each contact was last in touch: the newest message between a person there and one of us. Only moves forward; a
 * later message that is stored earlier (backfill runs newest first) keeps its place.
 */
export const touchContacts = ({ sql, scope }: SqlScope, contacts: ReadonlyMap<string, Date>) => sql`
  update contact c set last_contacted_at = t.at
    from unnest(${[...contacts.keys()]}::uuid[], ${[...contacts.values()].map((at) => at.toISOString())}::timestamptz[]) as t(id, at)
   where c.workspace_id = ${scope.workspaceId} and c.id = t.id
     and (c.last_contacted_at is null or c.last_contacted_at < t.at)`
