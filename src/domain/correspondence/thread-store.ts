import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { Direction } from './address-book.js'
import {
  shareLevel,
  snippetOf,
  type ThreadLine,
  type ThreadLinkLine,
  type ThreadTarget,
  type ThreadView,
} from './thread.js'

/**
 * How much of message `m` the asker may see: its holder all of it, a colleague the most that any mailbox holding a copy
 * shares (2 full, 1 subject, 0 that it was). A Cc to a private mailbox does not blank what a shared one shows.
 */
const levelOf = ({ sql }: SqlScope, askerId: string) => sql`
  coalesce((select max(case when b.staff_id = ${askerId} or b.visibility = 'full' then 2
                            when b.visibility = 'subject' then 1 else 0 end)
     from message_location l join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
    where l.workspace_id = m.workspace_id and l.message_id = m.id), 0)`

type LineRow = Omit<ThreadLine, 'snippet'> & { reply: string | null }

/** Threads of a record, newest first. A thread that a person took off the record is not among them. */
export async function listThreadsOf(
  read: SqlScope,
  target: ThreadTarget,
  asker: { id: string },
  limit: number,
): Promise<ThreadLine[]> {
  const { sql, scope } = read
  const rows = await sql<LineRow[]>`
    with linked as (
      select k.thread_id, (array_agg(k.evidence order by k.created_at, k.id))[1] as evidence
        from thread_link k where k.workspace_id = ${scope.workspaceId} and ${linkColumn(read, target)}
       group by k.thread_id having bool_and(k.removed_at is null)),
    page as (
      select t.id, t.first_at, t.last_at, t.message_count, linked.evidence
        from linked join thread t on t.workspace_id = ${scope.workspaceId} and t.id = linked.thread_id
       order by t.last_at desc, t.id limit ${limit}),
    seen as (
      select m.thread_id, m.sent_at, m.message_key, m.subject, m.reply, m.direction,
             coalesce(m.from_name, m.from_address) as sender, ${levelOf(read, asker.id)} as level
        from page join message m on m.workspace_id = ${scope.workspaceId} and m.thread_id = page.id)
    select p.id, p.first_at as "firstAt", p.last_at as "lastAt", p.message_count as messages, p.evidence,
           (array_agg(s.subject order by s.sent_at, s.message_key) filter (where s.level >= 1))[1] as subject,
           (array_agg(s.reply order by s.sent_at desc, s.message_key) filter (where s.level = 2))[1] as reply,
           (array_agg(s.sender order by s.sent_at desc, s.message_key))[1] as "lastFrom",
           (array_agg(s.direction order by s.sent_at desc, s.message_key))[1] as "lastDirection"
      from page p join seen s on s.thread_id = p.id
     group by p.id, p.first_at, p.last_at, p.message_count, p.evidence
     order by p.last_at desc, p.id`
  return rows.map(({ reply, ...line }) => ({ ...line, snippet: reply === null ? null : snippetOf(reply) }))
}

function linkColumn({ sql }: SqlScope, target: ThreadTarget) {
  if ('contactId' in target) return sql`k.contact_id = ${target.contactId}`
  if ('companyId' in target) return sql`k.company_id = ${target.companyId}`
  if ('dealId' in target) return sql`k.deal_id = ${target.dealId}`
  return sql`k.invoice_id = ${target.invoiceId}`
}

type MessageRow = {
  id: string
  sentAt: Date
  direction: Direction
  class: ThreadView['messages'][number]['class']
  level: number
  fromAddress: string
  fromName: string | null
  subject: string
  reply: string
  participants: ThreadView['messages'][number]['participants']
  attachments: ThreadView['messages'][number]['attachments']
}

/** A thread with its messages, oldest first, as far as the asker may see them. One that was merged answers as the other. */
export async function getThread(read: SqlScope, id: string, asker: { id: string }): Promise<ThreadView> {
  const { sql, scope } = read
  const [thread] = await sql<{ id: string; firstAt: Date; lastAt: Date }[]>`
    select t.id, t.first_at as "firstAt", t.last_at as "lastAt"
      from thread asked join thread t on t.workspace_id = asked.workspace_id and t.id = coalesce(asked.merged_into_id, asked.id)
     where asked.workspace_id = ${scope.workspaceId} and asked.id = ${id}`
  if (!thread) throw notFound('There is no such mail thread.', { id })
  const [rows, links] = await Promise.all([
    sql<MessageRow[]>`
      select m.id, m.sent_at as "sentAt", m.direction, m.class, m.from_address as "fromAddress", m.from_name as "fromName",
             m.subject, m.reply, ${levelOf(read, asker.id)} as level,
             (select coalesce(json_agg(json_build_object('role', p.role, 'address', p.address, 'name', p.name) order by p.id), '[]')
                from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id) as participants,
             (select coalesce(json_agg(json_build_object('filename', a.filename, 'contentType', a.content_type,
                'sizeBytes', a.size_bytes) order by a.id), '[]')
                from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id) as attachments
        from message m where m.workspace_id = ${scope.workspaceId} and m.thread_id = ${thread.id}
       order by m.sent_at, m.message_key`,
    listLinks(read, thread.id),
  ])
  const messages = rows.map((row) => ({
    ...row,
    level: shareLevel(row.level),
    subject: row.level >= 1 ? row.subject : null,
    reply: row.level === 2 ? row.reply : null,
    attachments: row.level === 2 ? row.attachments : [],
  }))
  return { ...thread, subject: messages.find(({ subject }) => subject !== null)?.subject ?? null, messages, links }
}

/** The records a thread is on, each once. */
const listLinks = ({ sql, scope }: SqlScope, threadId: string): Promise<ThreadLinkLine[]> => sql<ThreadLinkLine[]>`
  select case when contact_id is not null then 'contact' when company_id is not null then 'company'
              when deal_id is not null then 'deal' else 'invoice' end as kind,
         coalesce(contact_id, company_id, deal_id, invoice_id) as id,
         (array_agg(evidence order by created_at, id))[1] as evidence, (array_agg(origin order by origin desc))[1] as origin
    from thread_link where workspace_id = ${scope.workspaceId} and thread_id = ${threadId}
   group by contact_id, company_id, deal_id, invoice_id having bool_and(removed_at is null)
   order by kind, id`

/** Which message ids are in which thread, for scripts: every stored message once, threads by their oldest message. */
export const listPartition = ({
  sql,
  scope,
}: SqlScope): Promise<{ thread: string; subject: string; messageIds: string[] }[]> => sql`
  select t.id as thread, t.subject, array_agg(m.message_key order by m.sent_at, m.message_key) as "messageIds"
    from thread t join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
   where t.workspace_id = ${scope.workspaceId} group by t.id, t.subject, t.first_at order by t.first_at, t.id`

export type ThreadName = {
  id: string
  subject: string | null
  lastFrom: string
  lastAt: Date
  messages: number
  version: number
}

/** Threads by their ids, newest first, as far as the asker may see them: for search and for choosing one. */
export const findThreadsByIds = (
  read: SqlScope,
  ids: readonly string[],
  asker: { id: string },
): Promise<ThreadName[]> =>
  read.sql<ThreadName[]>`
    with seen as (
      select m.thread_id, m.sent_at, m.message_key, m.subject, coalesce(m.from_name, m.from_address) as sender,
             ${levelOf(read, asker.id)} as level
        from message m where m.workspace_id = ${read.scope.workspaceId} and m.thread_id = any(${ids as string[]}::uuid[]))
    select t.id, t.version, t.last_at as "lastAt", t.message_count as messages,
           (array_agg(s.subject order by s.sent_at, s.message_key) filter (where s.level >= 1))[1] as subject,
           (array_agg(s.sender order by s.sent_at desc, s.message_key))[1] as "lastFrom"
      from thread t join seen s on s.thread_id = t.id
     where t.workspace_id = ${read.scope.workspaceId}
     group by t.id, t.version, t.last_at, t.message_count order by t.last_at desc, t.id`
