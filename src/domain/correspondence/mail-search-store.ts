import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import type { IsoDate } from '../../lib/dates.js'
import { findAnywhere } from '../people/search-store.js'
import { levelOf } from './visibility-sql.js'

/** What is looked for in mail; what is absent does not narrow. All of it must hold. */
export type MailQuery = {
  /** In the texts; a phrase in quotes as it stands. */
  words?: string
  /** A name, an address or a domain. */
  from?: string
  to?: string
  /** Sent before this day, or on or after it; in UTC. */
  before?: IsoDate
  after?: IsoDate
  hasAttachment?: boolean
}

/** `at` and `from` are of the newest mail that fits. */
export type FoundThread = { threadId: string; at: Date; from: string; messages: number }

/**
 * What was found, newest first. `onlyNewest`: more threads than these, the newest, were not looked through; `onlyNewestHits`: what
 * was asked for stands in more mails than these, the newest.
 */
export type FoundMail = { threads: FoundThread[]; onlyNewest: number | null; onlyNewestHits: number | null }

/** Threads that are looked through at a time, and at most; of common words only the newest mails count. */
const PAGE = 500
const PAGES = 20
const HITS = 2000

/**
 * Threads with a message that fits, as far as the asker may see it, the newest first. Words are found only in what mailboxes
 * share; an attachment only in mail that is shared in full; who wrote and when is known of any mail that the asker may know of.
 */
export async function findMail(
  read: SqlScope,
  query: MailQuery,
  asker: { id: string },
  limit: number,
): Promise<FoundMail> {
  const [hits, from, to] = await Promise.all([
    query.words === undefined ? null : messagesWith(read, query.words, query),
    query.from === undefined ? null : partyOf(read, query.from),
    query.to === undefined ? null : partyOf(read, query.to),
  ])
  const sides = [
    hits && { threadIds: threadIdsOf(hits), isFull: hits.length === HITS, isBusy: false },
    from && (await sideOf(read, from, ['from'], query)),
    to && (await sideOf(read, to, ['to', 'cc'], query)),
  ].filter((side) => side !== null)
  const wanted: Wanted = { ...query, sender: from, receiver: to, messageIds: hits?.map(({ messageId }) => messageId) }
  const onlyNewestHits = sides.some(({ isFull }) => isFull) ? HITS : null
  const look = (pageAt: PageAt, pages: number) => lookThrough(read, wanted, asker, limit, pageAt, pages)
  const all: PageAt = (_page, above) => listThreads(read, query, [], above, PAGE)
  if (sides.every(({ isBusy }) => isBusy)) {
    // Who stands in much of the mail stands in the newest, nearly always.
    const { threads, isDone } = await look(all, sides.length === 0 ? PAGES : 1)
    if (isDone || sides.length === 0) return { threads, onlyNewest: isDone ? null : PAGE * PAGES, onlyNewestHits }
  }
  const few = sides.filter(({ isBusy }) => !isBusy)
  const candidates = await listThreads(read, query, few.length > 0 ? few : sides, undefined, PAGE * PAGES)
  const { threads, isDone } = await look(async (page) => candidates.slice(page * PAGE, (page + 1) * PAGE), PAGES)
  return { threads, onlyNewest: isDone ? null : PAGE * PAGES, onlyNewestHits }
}

type PageAt = (page: number, above: ThreadPlace | undefined) => Promise<ThreadPlace[]>

/** Goes through pages of threads, the newest first, until there are as many that fit as are wanted, or no more; `isDone` says that. */
async function lookThrough(
  read: SqlScope,
  wanted: Wanted,
  asker: { id: string },
  limit: number,
  pageAt: PageAt,
  pages: number,
): Promise<{ threads: FoundThread[]; isDone: boolean }> {
  let threads: FoundThread[] = []
  let above: ThreadPlace | undefined
  for (let page = 0; page < pages; page += 1) {
    const looked = await pageAt(page, above)
    const ids = looked.map(({ id }) => id)
    const fitting = ids.length === 0 ? [] : await listFitting(read, wanted, asker, ids, limit)
    threads = [...threads, ...fitting].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit)
    above = looked.at(-1)
    const last = threads[limit - 1]
    // What is left has no newer mail than the thread that was looked at last.
    const enough = above !== undefined && last !== undefined && last.at >= above.lastAt
    if (enough || looked.length < PAGE) return { threads, isDone: true }
  }
  return { threads, isDone: false }
}

type ThreadPlace = { id: string; lastAt: Date }

/** Threads by their newest mail, in all of the sides that narrow: an address may stand in half of all mail, so they meet in the database. */
const listThreads = (
  { sql, scope }: SqlScope,
  query: MailQuery,
  sides: readonly Side[],
  above: ThreadPlace | undefined,
  limit: number,
): Promise<ThreadPlace[]> => sql<ThreadPlace[]>`
  select t.id, t.last_at as "lastAt" from thread t
   where t.workspace_id = ${scope.workspaceId} and t.merged_into_id is null
     ${sides.length > 0 ? sides.map((side) => sql`and ${isAmong(sql, side)}`) : sql``}
     ${above ? sql`and (t.last_at, t.id) < (${above.lastAt}, ${above.id})` : sql``}
     ${query.after ? sql`and t.last_at >= ${startOf(query.after)}` : sql``}
     ${query.before ? sql`and t.first_at < ${startOf(query.before)}` : sql``}
   order by t.last_at desc, t.id desc limit ${limit}`

// One list to be in, not one or another: that can be joined, and an address's half a million threads need not be gone through for each.
const isAmong = (sql: SqlScope['sql'], { threadIds, party }: Side): SqlPart =>
  party
    ? sql`t.id in (${party} union all select unnest(${threadIds as string[]}::uuid[]))`
    : sql`t.id = any(${threadIds as string[]}::uuid[])`

const startOf = (day: IsoDate): string => `${day}T00:00:00Z`

type Wanted = MailQuery & { sender: Party | null; receiver: Party | null; messageIds: string[] | undefined }

function listFitting(
  read: SqlScope,
  { messageIds, after, before, hasAttachment, sender, receiver }: Wanted,
  asker: { id: string },
  threadIds: readonly string[],
  limit: number,
): Promise<FoundThread[]> {
  const { sql, scope } = read
  return sql<FoundThread[]>`
    select t.id as "threadId", max(m.sent_at) as at,
           (array_agg(coalesce(m.from_name, m.from_address) order by m.sent_at desc, m.id))[1] as "from", count(*)::int as messages
      from thread t join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
      cross join lateral (select ${levelOf(read, asker.id)} as level) s
     where t.workspace_id = ${scope.workspaceId} and t.id = any(${threadIds as string[]}::uuid[]) and s.level >= 0
       ${messageIds ? sql`and m.id = any(${messageIds}::uuid[])` : sql``}
       ${after ? sql`and m.sent_at >= ${startOf(after)}` : sql``}
       ${before ? sql`and m.sent_at < ${startOf(before)}` : sql``}
       ${hasAttachment ? sql`and s.level = 2 and exists (select from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id)` : sql``}
       ${sender ? sql`and ${isParty(read, sender, ['from'])}` : sql``}
       ${receiver ? sql`and ${isParty(read, receiver, ['to', 'cc'])}` : sql``}
     group by t.id order by max(m.sent_at) desc, t.id limit ${limit}`
}

type Hit = { messageId: string; threadId: string }

const messagesWith = (read: SqlScope, words: string, { after, before }: MailQuery): Promise<Hit[]> =>
  read.sql<Hit[]>`
    select message_id as "messageId", thread_id as "threadId"
      from search.find_mail(${words.slice(0, 200)}, ${HITS}::int, ${after ? startOf(after) : null}::text::timestamptz,
        ${before ? startOf(before) : null}::text::timestamptz)`

const threadIdsOf = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ threadId }) => threadId))]

type Party = { text: string; addressKeys: readonly string[] }

/** Whose addresses a name means; an address means itself. */
async function partyOf(read: SqlScope, words: string): Promise<Party> {
  const text = words.trim().toLowerCase()
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { text, addressKeys: [addressKey(text)] }
  // Whose a contact is says nothing about mail: a name is looked up for the asker's mail, and is not shown.
  const contacts = (await findAnywhere(read, words, [{ kinds: ['contact'], owners: 'all' }], 50)).map(({ id }) => id)
  const rows = await read.sql<{ key: string }[]>`
    select address_key as key from contact_address
     where workspace_id = ${read.scope.workspaceId} and contact_id = any(${contacts}::uuid[])`
  return { text: text.replace(/^@/, ''), addressKeys: rows.map(({ key }) => key) }
}

/** In more threads than these a party is one of the house. */
const BUSY = 5_000

/**
 * Threads that one thing asked for allows: these, or those that `party` selects. `isFull`: of more hits the newest; `isBusy`: of so
 * many threads that to list them costs more than to look at the newest of all.
 */
type Side = { threadIds: readonly string[]; party?: SqlPart; isFull: boolean; isBusy: boolean }

/**
 * Threads in which a party may stand: by index where addresses or a company's domain are known, and by full text for
 * senders. Null narrows nothing: then threads are looked through, the newest first.
 */
async function sideOf(read: SqlScope, party: Party, roles: readonly string[], query: MailQuery): Promise<Side | null> {
  const [count, byText] = await Promise.all([
    countStanding(read, party, roles),
    roles.includes('from') ? messagesWith(read, party.text, query) : [],
  ])
  if (count === 0 && byText.length === 0) return null
  return {
    threadIds: threadIdsOf(byText),
    ...(count > 0 && { party: partyThreads(read, party, roles) }),
    isFull: byText.length === HITS,
    isBusy: count > BUSY,
  }
}

/** How often a party stands somewhere, as far as that has to be known: `BUSY` and one. */
async function countStanding({ sql, scope }: SqlScope, party: Party, roles: readonly string[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from participant p where p.workspace_id = ${scope.workspaceId}
         and p.address_key = any(${party.addressKeys as string[]}) and p.role = any(${roles as string[]})
      union all
      select from company_domain d join thread_link k on k.workspace_id = d.workspace_id and k.company_id = d.company_id
       where d.workspace_id = ${scope.workspaceId} and d.domain = ${party.text}
       limit ${BUSY + 1}) as stood`
  return row?.count ?? 0
}

const partyThreads = ({ sql, scope }: SqlScope, party: Party, roles: readonly string[]): SqlPart => sql`
  select m.thread_id from participant p join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
   where p.workspace_id = ${scope.workspaceId} and p.address_key = any(${party.addressKeys as string[]})
     and p.role = any(${roles as string[]})
  union all
  select k.thread_id from company_domain d
    join thread_link k on k.workspace_id = d.workspace_id and k.company_id = d.company_id
   where d.workspace_id = ${scope.workspaceId} and d.domain = ${party.text}`

/** Among the few candidates any comparison will do. A name that merely looks like a contact's is not that contact. */
const isParty = ({ sql }: SqlScope, { text, addressKeys }: Party, roles: readonly string[]) => sql`
  exists (select from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id and p.role = any(${roles as string[]})
    and (strpos(lower(coalesce(p.name, '')), ${text}) > 0 or p.address_key = ${text} or strpos(p.address_key, ${text}) > 0
      or (p.address_key = any(${addressKeys as string[]}) and exists (select from contact_address a join contact c
            on c.workspace_id = a.workspace_id and c.id = a.contact_id
           where a.workspace_id = p.workspace_id and a.address_key = p.address_key and strpos(lower(c.name), ${text}) > 0))))`
