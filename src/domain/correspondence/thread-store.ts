import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { Direction } from './address-book.js'
import {
  discreetEvidence,
  shareLevel,
  snippetOf,
  type ThreadLine,
  type ThreadLinkLine,
  type ThreadTarget,
  type ThreadView,
} from './thread.js'
import { levelOf, mayKnow, maySeeCopy } from './visibility-sql.js'

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
        from thread_link k join thread t on t.workspace_id = k.workspace_id and t.id = k.thread_id
       where k.workspace_id = ${scope.workspaceId} and ${linkColumn(read, target)}
         and (k.mailbox_id is null or ${maySeeCopy(read, sql`k.mailbox_id`, asker.id)})
       group by k.thread_id having bool_and(k.removed_at is null)),
    page as (
      select t.workspace_id, t.id, t.ref, t.first_at, t.last_at, t.private_at, linked.evidence
        from linked join thread t on t.workspace_id = ${scope.workspaceId} and t.id = linked.thread_id
       where ${mayKnow(read, asker.id)}
       order by t.last_at desc, t.id limit ${limit}),
    seen as (
      select m.thread_id, m.sent_at, m.message_key, m.subject, m.reply, m.direction,
             coalesce(m.from_name, m.from_address) as sender, ${levelOf(read, asker.id)} as level
        from page t join message m on m.workspace_id = ${scope.workspaceId} and m.thread_id = t.id)
    select p.id, p.ref, p.first_at as "firstAt", p.last_at as "lastAt", count(*)::int as messages, p.evidence,
           p.private_at is not null as private,
           (array_agg(s.subject order by s.sent_at, s.message_key) filter (where s.level >= 1))[1] as subject,
           (array_agg(s.reply order by s.sent_at desc, s.message_key) filter (where s.level = 2))[1] as reply,
           (array_agg(s.sender order by s.sent_at desc, s.message_key))[1] as "lastFrom",
           (array_agg(s.direction order by s.sent_at desc, s.message_key))[1] as "lastDirection"
      from page p join seen s on s.thread_id = p.id and s.level >= 0
     group by p.id, p.ref, p.first_at, p.last_at, p.evidence, p.private_at
     order by p.last_at desc, p.id`
  return rows.map(({ reply, evidence, ...line }) => ({
    ...line,
    evidence: discreetEvidence(evidence, line.subject),
    snippet: reply === null ? null : snippetOf(reply),
  }))
}

function linkColumn({ sql }: SqlScope, target: ThreadTarget) {
  if ('contactId' in target) return sql`k.contact_id = ${target.contactId}`
  if ('companyId' in target) return sql`k.company_id = ${target.companyId}`
  if ('dealId' in target) return sql`k.deal_id = ${target.dealId}`
  if ('invoiceId' in target) return sql`k.invoice_id = ${target.invoiceId}`
  // Of a case also what stood on those that were merged into it.
  return sql`k.case_id = any (array(select g.id from support_case g where g.workspace_id = k.workspace_id
    and (g.id = ${target.caseId} or g.merged_into_id = ${target.caseId})))`
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
  bodyStored: boolean
  participants: ThreadView['messages'][number]['participants']
  attachments: ThreadView['messages'][number]['attachments']
}

/** A thread with its messages, oldest first, as far as the asker may see them. One that was merged answers as the other. */
export async function getThread(read: SqlScope, id: string, asker: { id: string }): Promise<ThreadView> {
  const { sql, scope } = read
  const [thread] = await sql<Omit<ThreadView, 'subject' | 'messages' | 'links'>[]>`
    select t.id, t.ref, t.version, t.first_at as "firstAt", t.last_at as "lastAt", t.private_at is not null as private
      from thread asked join thread t on t.workspace_id = asked.workspace_id and t.id = coalesce(asked.merged_into_id, asked.id)
     where asked.workspace_id = ${scope.workspaceId} and asked.id = ${id} and ${mayKnow(read, asker.id)}`
  if (!thread) throw notFound('There is no such mail thread.', { id })
  const [rows, links] = await Promise.all([
    sql<MessageRow[]>`
      select m.id, m.sent_at as "sentAt", m.direction, m.class, m.from_address as "fromAddress", m.from_name as "fromName",
             m.subject, m.reply, m.body_stored as "bodyStored", ${levelOf(read, asker.id)} as level,
             (select coalesce(json_agg(json_build_object('role', p.role, 'address', p.address, 'name', p.name) order by p.id), '[]')
                from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id
                 and (p.role <> 'bcc' or ${maySeeCopy(read, sql`p.mailbox_id`, asker.id)})) as participants,
             (select coalesce(json_agg(json_build_object('filename', a.filename, 'contentType', a.content_type,
                'sizeBytes', a.size_bytes) order by a.id), '[]')
                from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id) as attachments
        from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
       where m.workspace_id = ${scope.workspaceId} and m.thread_id = ${thread.id}
       order by m.sent_at, m.message_key`,
    listLinks(read, thread.id, asker),
  ])
  const seen = rows.filter(({ level }) => level >= 0)
  const messages = seen.map((row) => ({
    ...row,
    level: shareLevel(row.level),
    subject: row.level >= 1 ? row.subject : null,
    reply: row.level === 2 ? row.reply : null,
    attachments: row.level === 2 ? row.attachments : [],
  }))
  const subject = messages.find((message) => message.subject !== null)?.subject ?? null
  const told = links.map((link) => ({ ...link, evidence: discreetEvidence(link.evidence, subject) }))
  return { ...thread, subject, messages, links: told }
}

/** The records a thread is on, each once. */
const listLinks = (read: SqlScope, threadId: string, asker: { id: string }) => read.sql<ThreadLinkLine[]>`
  select case when contact_id is not null then 'contact' when company_id is not null then 'company'
              when deal_id is not null then 'deal' when invoice_id is not null then 'invoice' else 'case' end as kind,
         coalesce(contact_id, company_id, deal_id, invoice_id, case_id) as id,
         (array_agg(evidence order by created_at, id))[1] as evidence, (array_agg(origin order by origin desc))[1] as origin
    from (select k.* from thread_link k join thread t on t.workspace_id = k.workspace_id and t.id = k.thread_id
           where k.workspace_id = ${read.scope.workspaceId} and k.thread_id = ${threadId}
             and (k.mailbox_id is null or ${maySeeCopy(read, read.sql`k.mailbox_id`, asker.id)})) seen
   group by contact_id, company_id, deal_id, invoice_id, case_id having bool_and(removed_at is null)
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
  ref: string
  subject: string | null
  lastFrom: string
  lastAt: Date
  messages: number
  version: number
}

/** Threads by their ids or a reference, newest first, as far as the asker may see them: for search and for choosing one. */
export const findThreadsByIds = (
  read: SqlScope,
  wanted: readonly string[] | { ref: string },
  asker: { id: string },
): Promise<ThreadName[]> =>
  read.sql<ThreadName[]>`
    with seen as materialized (
      select m.thread_id, m.sent_at, m.message_key, m.subject, coalesce(m.from_name, m.from_address) as sender,
             ${levelOf(read, asker.id)} as level
        from thread t join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
       where t.workspace_id = ${read.scope.workspaceId} and ${
         'ref' in wanted
           ? read.sql`t.id = (select coalesce(r.merged_into_id, r.id) from thread r
               where r.workspace_id = ${read.scope.workspaceId} and r.ref = ${wanted.ref})`
           : read.sql`t.id = any(${wanted as string[]}::uuid[])`
       })
    select t.id, t.ref, t.version, t.last_at as "lastAt", count(*)::int as messages,
           (array_agg(s.subject order by s.sent_at, s.message_key) filter (where s.level >= 1))[1] as subject,
           (array_agg(s.sender order by s.sent_at desc, s.message_key))[1] as "lastFrom"
      from thread t join seen s on s.thread_id = t.id and s.level >= 0
     where t.workspace_id = ${read.scope.workspaceId}
     group by t.id, t.ref, t.version, t.last_at order by t.last_at desc, t.id`
