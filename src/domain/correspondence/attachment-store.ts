import type { SqlScope } from '../../db/sql-workspace.js'
import type { RawPlace } from './parsed-message.js'
import { levelOf } from './visibility-sql.js'

/** An attachment whose bytes lie in the raw mail alone. */
export type UnkeptAttachment = { id: string; filename: string; sizeBytes: number; partPath: string }

/** Of a message those that are not kept apart yet, in order; none of one whose raw bytes are gone. */
export const listUnkept = ({ sql, scope }: SqlScope, messageIds: readonly string[]) => sql<
  (UnkeptAttachment & { messageId: string })[]
>`
  select a.id, a.message_id as "messageId", a.filename, a.size_bytes as "sizeBytes", a.part_path as "partPath"
    from attachment a join message m on m.workspace_id = a.workspace_id and m.id = a.message_id
   where a.workspace_id = ${scope.workspaceId} and a.message_id = any(${messageIds as string[]}::uuid[])
     and a.content_hash is null and m.pack_file <> ''
   order by a.message_id, a.id`

/**
 * Held until the transaction ends: by many at once who keep files and note them (`shared`), or by one who removes what nobody
 * refers to (`alone`), so that no file goes between being found there already and being noted.
 */
export const lockFiles = ({ sql, scope }: SqlScope, how: 'shared' | 'alone') => sql`
  select ${how === 'shared' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`}(
    hashtextextended('daybook files ' || ${scope.workspaceId}, 0))::text`

/** Keeps the message's raw bytes where they are until the transaction ends; false when they were erased meanwhile. */
export async function holdRaw({ sql, scope }: SqlScope, messageId: string, raw: RawPlace): Promise<boolean> {
  const rows = await sql`
    select from message where workspace_id = ${scope.workspaceId} and id = ${messageId} and pack_file = ${raw.file}
       and pack_offset = ${raw.offset} for share`
  return rows.length > 0
}

export const noteKept = ({ sql, scope }: SqlScope, rows: readonly { id: string; hash: string }[]) => sql`
  update attachment a set content_hash = r.hash
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, hash text)
   where a.workspace_id = ${scope.workspaceId} and a.id = r.id`

/** Where the raw bytes had to go, the files taken out of them go as well: their hashes are struck out. */
export const forgetFiles = ({ sql, scope }: SqlScope) => sql`
  update attachment a set content_hash = null from message m
   where a.workspace_id = ${scope.workspaceId} and a.content_hash is not null
     and m.workspace_id = a.workspace_id and m.id = a.message_id and m.pack_file = ''`

/** Which of these names no attachment refers to, no file of a bill or of a reply, no evidence, and no command by mail that waits for its answer. */
export async function listUnreferenced({ sql, scope }: SqlScope, names: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select n.name from unnest(${names as string[]}::text[]) n(name)
     where not exists (select from attachment a where a.workspace_id = ${scope.workspaceId} and a.content_hash = n.name)
       and not exists (select from bill_file f where f.workspace_id = ${scope.workspaceId} and f.content_hash = n.name)
       and not exists (select from case_reply_file r where r.workspace_id = ${scope.workspaceId} and r.content_hash = n.name)
       and not exists (select from evidence e where e.workspace_id = ${scope.workspaceId} and e.content_hash = n.name)
       and not exists (select from inbound_event i where i.workspace_id = ${scope.workspaceId} and i.source = 'mail' and i.handled_at is null
         and i.payload ->> 'raw' = n.name)`
  return rows.map(({ name }) => name)
}

/** Mails whose attachments could not be kept, although they were tried, and what stood in the way last. */
export async function countWaitingFiles({ sql, scope }: SqlScope): Promise<{ mails: number; reason: string | null }> {
  const [row] = await sql<{ mails: number; reason: string | null }[]>`
    select coalesce(sum(jsonb_array_length(data -> 'messageIds')), 0)::int as mails,
           (array_agg(last_error order by created_at desc))[1] as reason
      from outbox where workspace_id = ${scope.workspaceId} and kind = 'mail.attachments' and done_at is null
       and last_error is not null`
  return row ?? { mails: 0, reason: null }
}

/** A file of a thread, as it is listed; `mail` counts the thread's mails that the asker may see all of, from the oldest. */
export type ThreadFile = {
  id: string
  messageId: string
  filename: string
  contentType: string
  sizeBytes: number
  mail: number
  from: string
  sentAt: Date
}

/** The files of a thread's mails that this person may see all of, in the mails' order; none whose bytes are not kept. */
export const listThreadFiles = (read: SqlScope, threadId: string, staffId: string) => read.sql<ThreadFile[]>`
  with seen as (
    select m.id, m.sent_at, m.message_key, m.pack_file, coalesce(m.from_name, m.from_address) as sender,
           row_number() over (order by m.sent_at, m.message_key)::int as number
      from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
     where m.workspace_id = ${read.scope.workspaceId} and m.thread_id = ${threadId} and ${levelOf(read, staffId)} = 2)
  select a.id, a.message_id as "messageId", a.filename, a.content_type as "contentType", a.size_bytes as "sizeBytes",
         s.number as mail, s.sender as "from", s.sent_at as "sentAt"
    from seen s join attachment a on a.workspace_id = ${read.scope.workspaceId} and a.message_id = s.id
   where s.pack_file <> '' order by s.number, a.id`
