import type { SqlScope } from '../../db/sql-workspace.js'
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

/** Threads that are looked at for a query; of commoner words only the best. */
const CANDIDATES = 500
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
): Promise<FoundThread[]> {
  const { sql, scope } = read
  const [hits, from, to] = await Promise.all([
    query.words === undefined ? null : messagesWith(read, query.words),
    query.from === undefined ? null : partyOf(read, query.from),
    query.to === undefined ? null : partyOf(read, query.to),
  ])
  const threads = narrowest([
    hits && [...new Set(hits.map(({ threadId }) => threadId))],
    from && (await threadsOf(read, from, ['from'])),
    to && (await threadsOf(read, to, ['to', 'cc'])),
  ])
  if (threads?.length === 0) return []
  return sql<FoundThread[]>`
    with page as (
      select t.workspace_id, t.id, t.private_at from thread t
       where t.workspace_id = ${scope.workspaceId} and t.merged_into_id is null
         ${threads ? sql`and t.id = any(${threads as string[]}::uuid[])` : sql``}
         ${query.after ? sql`and t.last_at >= ${`${query.after}T00:00:00Z`}` : sql``}
         ${query.before ? sql`and t.first_at < ${`${query.before}T00:00:00Z`}` : sql``}
       order by t.last_at desc limit ${CANDIDATES})
    select t.id as "threadId", max(m.sent_at) as at,
           (array_agg(coalesce(m.from_name, m.from_address) order by m.sent_at desc, m.id))[1] as "from", count(*)::int as messages
      from page t join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
      cross join lateral (select ${levelOf(read, asker.id)} as level) s
     where s.level >= 0
       ${hits ? sql`and m.id = any(${hits.map(({ messageId }) => messageId)}::uuid[])` : sql``}
       ${query.after ? sql`and m.sent_at >= ${`${query.after}T00:00:00Z`}` : sql``}
       ${query.before ? sql`and m.sent_at < ${`${query.before}T00:00:00Z`}` : sql``}
       ${query.hasAttachment ? sql`and s.level = 2 and exists (select from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id)` : sql``}
       ${from ? sql`and ${isParty(read, from, ['from'])}` : sql``}
       ${to ? sql`and ${isParty(read, to, ['to', 'cc'])}` : sql``}
     group by t.id order by max(m.sent_at) desc, t.id limit ${limit}`
}

const messagesWith = (read: SqlScope, words: string): Promise<{ messageId: string; threadId: string }[]> =>
  read.sql<{ messageId: string; threadId: string }[]>`
    select message_id as "messageId", thread_id as "threadId" from search.find_mail(${words.slice(0, 200)}, ${HITS}::int)`

type Party = { text: string; addressKeys: readonly string[] }

/** Whose addresses a name means; an address means itself. */
async function partyOf(read: SqlScope, words: string): Promise<Party> {
  const text = words.trim().toLowerCase()
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { text, addressKeys: [addressKey(text)] }
  const contacts = (await findAnywhere(read, words, ['contact'], 50)).map(({ id }) => id)
  const rows = await read.sql<{ key: string }[]>`
    select address_key as key from contact_address
     where workspace_id = ${read.scope.workspaceId} and contact_id = any(${contacts}::uuid[])`
  return { text: text.replace(/^@/, ''), addressKeys: rows.map(({ key }) => key) }
}

/**
 * Threads in which a party may stand: by index where addresses or a company's domain are known, and by full text for
 * senders. Null narrows nothing: then the newest threads are looked through.
 */
async function threadsOf(read: SqlScope, party: Party, roles: readonly string[]): Promise<string[] | null> {
  const { sql, scope } = read
  const [byAddress, byCompany, byText] = await Promise.all([
    sql<{ id: string }[]>`
      select distinct m.thread_id as id from participant p join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
       where p.workspace_id = ${scope.workspaceId} and p.address_key = any(${party.addressKeys as string[]})
         and p.role = any(${roles as string[]})`,
    sql<{ id: string }[]>`
      select distinct k.thread_id as id from company_domain d
        join thread_link k on k.workspace_id = d.workspace_id and k.company_id = d.company_id
       where d.workspace_id = ${scope.workspaceId} and d.domain = ${party.text}`,
    roles.includes('from') ? messagesWith(read, party.text) : [],
  ])
  const found = [...byAddress, ...byCompany].map(({ id }) => id)
  const all = [...new Set([...found, ...byText.map(({ threadId }) => threadId)])]
  return all.length > 0 ? all : null
}

/** Among the few candidates any comparison will do. A name that merely looks like a contact's is not that contact. */
const isParty = ({ sql }: SqlScope, { text, addressKeys }: Party, roles: readonly string[]) => sql`
  exists (select from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id and p.role = any(${roles as string[]})
    and (strpos(lower(coalesce(p.name, '')), ${text}) > 0 or p.address_key = ${text} or strpos(p.address_key, ${text}) > 0
      or (p.address_key = any(${addressKeys as string[]}) and exists (select from contact_address a join contact c
            on c.workspace_id = a.workspace_id and c.id = a.contact_id
           where a.workspace_id = p.workspace_id and a.address_key = p.address_key and strpos(lower(c.name), ${text}) > 0))))`

/** What is in all the lists that there are; null when there are none. */
function narrowest(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const given = lists.filter((list) => list !== null)
  const [first, ...others] = given
  if (!first) return null
  return first.filter((id) => others.every((list) => list.includes(id)))
}
