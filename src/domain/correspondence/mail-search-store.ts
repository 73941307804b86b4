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
    hits && { threadIds: threadIdsOf(hits), isFull: hits.length === HITS },
    from && (await sideOf(read, from, ['from'], query)),
    to && (await sideOf(read, to, ['to', 'cc'], query)),
  ].filter((side) => side !== null)
  const wanted: Wanted = { ...query, sender: from, receiver: to, messageIds: hits?.map(({ messageId }) => messageId) }
  const onlyNewestHits = sides.some(({ isFull }) => isFull) ? HITS : null
  const candidates = sides.length > 0 ? await listThreads(read, query, sides, undefined, PAGE * PAGES) : null
  let threads: FoundThread[] = []
  let above: ThreadPlace | undefined
  for (let page = 0; page < PAGES; page += 1) {
    const looked =
      candidates?.slice(page * PAGE, (page + 1) * PAGE) ?? (await listThreads(read, query, [], above, PAGE))
    const ids = looked.map(({ id }) => id)
    const fitting = ids.length === 0 ? [] : await listFitting(read, wanted, asker, ids, limit)
    threads = [...threads, ...fitting].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit)
    above = looked.at(-1)
    const last = threads[limit - 1]
    // What is left has no newer mail than the thread that was looked at last.
    const enough = above !== undefined && last !== undefined && last.at >= above.lastAt
    if (enough || looked.length < PAGE) return { threads, onlyNewest: null, onlyNewestHits }
  }
  return { threads, onlyNewest: PAGE * PAGES, onlyNewestHits }
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

const isAmong = (sql: SqlScope['sql'], { threadIds, party }: Side): SqlPart => sql`
  (t.id = any(${threadIds as string[]}::uuid[]) ${party ? sql`or t.id in (${party})` : sql``})`

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

/** Threads that one thing asked for allows: these, or those that `party` selects. `isFull`: of more hits the newest. */
type Side = { threadIds: readonly string[]; party?: SqlPart; isFull: boolean }

/**
 * Threads in which a party may stand: by index where addresses or a company's domain are known, and by full text for
 * senders. Null narrows nothing: then threads are looked through, the newest first.
 */
async function sideOf(read: SqlScope, party: Party, roles: readonly string[], query: MailQuery): Promise<Side | null> {
  const { sql } = read
  const selected = partyThreads(read, party, roles)
  const [known, byText] = await Promise.all([
    sql<{ any: boolean }[]>`select exists (${selected}) as any`,
    roles.includes('from') ? messagesWith(read, party.text, query) : [],
  ])
  const isKnown = known[0]?.any ?? false
  if (!isKnown && byText.length === 0) return null
  return { threadIds: threadIdsOf(byText), ...(isKnown && { party: selected }), isFull: byText.length === HITS }
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
