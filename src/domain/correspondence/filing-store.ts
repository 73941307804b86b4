import type { SqlScope } from '../../db/sql-workspace.js'

/** A message that is stored already, as far as filing another copy of it must know. */
export type StoredMessage = {
  id: string
  messageKey: string
  threadId: string
  contentHashes: readonly string[]
  bodyStored: boolean
  standsIn: boolean
}

export type MessageRow = {
  id: string
  message_key: string
  subject: string
  sent_at: Date
  received_at: Date
  from_address: string
  from_name: string | null
  direction: string
  class: string
  text: string
  reply: string
  size_bytes: number
  pack_file: string
  pack_offset: number
  pack_length: number
  content_hash: string
  batch_id: string
  thread_id: string
  body_stored: boolean
  stands_in: boolean
  provider_thread: string | null
}

export type LocationRow = {
  message_id: string
  mailbox_id: string
  folder: string
  uid_validity: string
  uid: string
  flags: readonly string[]
}

/** What a message refers to: each id once. */
export type RefRow = { messageId: string; referenceKeys: readonly string[]; replyKeys: readonly string[] }
export type ParticipantRow = {
  id: string
  message_id: string
  role: string
  address: string
  address_key: string
  name: string | null
  /** Of a bcc: the mailbox whose copy shows it. */
  mailbox_id: string | null
}
export type AttachmentRow = {
  id: string
  message_id: string
  filename: string
  content_type: string
  size_bytes: number
  part_path: string
  content_id: string | null
}

/**
 * Rows as one JSON parameter: a batch has more values than the 65,535 parameters a statement may have. What a
 * default would ask for row by row (`app_now()`) is asked for once.
 */
const json = (rows: readonly unknown[]): string => JSON.stringify(rows)

/** One filing at a time in a workspace, until the transaction ends: threads of two batches may be one. */
export const lockFiling = ({ sql, scope }: SqlScope) =>
  sql`select pg_advisory_xact_lock(hashtextextended('daybook filing ' || ${scope.workspaceId}, 0))::text`

export const findStored = ({ sql, scope }: SqlScope, keys: readonly string[]): Promise<StoredMessage[]> => sql<
  StoredMessage[]
>`
  select id, message_key as "messageKey", thread_id as "threadId", content_hash || other_content_hashes as "contentHashes",
         body_stored as "bodyStored", stands_in as "standsIn"
    from message where workspace_id = ${scope.workspaceId} and message_key = any(${keys as string[]})`

/** An id that was seen before; `arranged`: people split or joined something in its thread. */
export type KnownNode = { messageKey: string; threadId: string; arranged: boolean }

/** The thread of each id that was seen before, stored or only referred to. */
export const findNodes = ({ sql, scope }: SqlScope, keys: readonly string[]): Promise<KnownNode[]> => sql<KnownNode[]>`
  select n.message_key as "messageKey", n.thread_id as "threadId", t.arranged
    from thread_node n join thread t on t.workspace_id = n.workspace_id and t.id = n.thread_id
   where n.workspace_id = ${scope.workspaceId} and n.message_key = any(${keys as string[]})`

/** What a thread says of itself: the subject is its oldest message's. */
export type ThreadSummary = { subject: string; firstAt: Date; lastAt: Date; messages: number }

/**
 * A thread without a summary is refreshed by the caller in the same transaction, from its messages. Their references (`MAIL-12`) are
 * taken at once.
 */
export const insertThreads = (
  { sql, scope, now }: SqlScope,
  ids: readonly string[],
  summaries: ReadonlyMap<string, ThreadSummary> = new Map(),
) => {
  const each = ids.map((id) => summaries.get(id) ?? { subject: '', firstAt: now, lastAt: now, messages: 0 })
  return sql`
  insert into thread (workspace_id, id, ref, subject, first_at, last_at, message_count, created_at, updated_at)
  select ${scope.workspaceId}, t.id, 'MAIL-' || (r.first + t.nr - 1), t.subject, t.first_at, t.last_at, t.messages, (select app_now()), (select app_now())
    from (select next_ref('thread', ${ids.length}) as first) r,
         unnest(${ids as string[]}::uuid[], ${each.map(({ subject }) => subject)}::text[], ${instants(each.map(({ firstAt }) => firstAt))}::timestamptz[],
                ${instants(each.map(({ lastAt }) => lastAt))}::timestamptz[], ${each.map(({ messages }) => messages)}::int[])
           with ordinality as t(id, subject, first_at, last_at, messages, nr)`
}

const instants = (dates: readonly Date[]): string[] => dates.map((date) => date.toISOString())

export const insertNodes = ({ sql, scope }: SqlScope, nodes: ReadonlyMap<string, string>) => sql`
  insert into thread_node (workspace_id, id, message_key, thread_id, created_at, updated_at)
  select ${scope.workspaceId}, new_id(), n.key, n.thread, (select app_now()), (select app_now())
    from unnest(${[...nodes.keys()]}::text[], ${[...nodes.values()]}::uuid[]) as n(key, thread)
  on conflict (workspace_id, message_key) do nothing`

/** Moves all that losing threads hold to the survivors, and lets every redirect point straight at the last. */
export async function mergeThreads({ sql, scope }: SqlScope, merged: ReadonlyMap<string, string>): Promise<void> {
  if (merged.size === 0) return
  const ws = scope.workspaceId
  const pairs = sql`unnest(${[...merged.keys()]}::uuid[], ${[...merged.values()]}::uuid[]) as r(loser, survivor)`
  await Promise.all([
    sql`update message m set thread_id = r.survivor from ${pairs} where m.workspace_id = ${ws} and m.thread_id = r.loser`,
    sql`update thread_node n set thread_id = r.survivor from ${pairs} where n.workspace_id = ${ws} and n.thread_id = r.loser`,
    sql`update thread_link l set thread_id = r.survivor from ${pairs} where l.workspace_id = ${ws} and l.thread_id = r.loser`,
    // Private wins: what a person kept to themselves stays so with all that turns out to belong to it.
    sql`update thread t set private_at = p.private_at, private_by_id = p.private_by_id from thread p, ${pairs}
      where t.workspace_id = ${ws} and t.id = r.survivor and t.private_at is null
        and p.workspace_id = ${ws} and p.id = r.loser and p.private_at is not null`,
    sql`update thread t set merged_into_id = r.survivor, message_count = case when t.id = r.loser then 0 else t.message_count end
      from ${pairs} where t.workspace_id = ${ws} and (t.id = r.loser or t.merged_into_id = r.loser)`,
  ])
}

/** Subject, span and count of threads, from their messages; the subject is the oldest message's, whatever came first. */
export const refreshThreads = ({ sql, scope }: SqlScope, ids: readonly string[]) => sql`
  update thread t set subject = s.subject, first_at = s.first_at, last_at = s.last_at, message_count = s.messages
    from (select thread_id, (array_agg(subject order by sent_at, message_key))[1] as subject,
                 min(sent_at) as first_at, max(sent_at) as last_at, count(*)::int as messages
            from message where workspace_id = ${scope.workspaceId} and thread_id = any(${ids as string[]}::uuid[])
           group by thread_id) s
   where t.workspace_id = ${scope.workspaceId} and t.id = s.thread_id`

export const insertMessages = ({ sql, scope }: SqlScope, rows: readonly MessageRow[]) => sql`
  insert into message (workspace_id, id, message_key, subject, sent_at, received_at, from_address, from_name, direction,
    class, text, reply, size_bytes, pack_file, pack_offset, pack_length, content_hash, batch_id, thread_id, body_stored, stands_in, provider_thread, recorded_by, via, created_at)
  select ${scope.workspaceId}, r.*, ${scope.actorId}::uuid, ${scope.via}, (select app_now())
    from json_to_recordset(${json(rows)}::text::json) as r(id uuid, message_key text, subject text, sent_at timestamptz,
      received_at timestamptz, from_address text, from_name text, direction text, class text, text text, reply text,
      size_bytes int, pack_file text, pack_offset bigint, pack_length int, content_hash text, batch_id uuid, thread_id uuid,
      body_stored boolean, stands_in boolean, provider_thread text)
  on conflict (workspace_id, message_key) do nothing`

/** Notes copies that have the id of a stored message and other content. */
export const insertOtherHashes = ({ sql, scope }: SqlScope, hashes: readonly { id: string; hash: string }[]) => sql`
  update message m set other_content_hashes = m.other_content_hashes || o.hashes
    from (select id, array_agg(distinct hash) as hashes
            from json_to_recordset(${json(hashes)}::text::json) as r(id uuid, hash text) group by id) o
   where m.workspace_id = ${scope.workspaceId} and m.id = o.id`

export const insertRefs = ({ sql, scope }: SqlScope, rows: readonly RefRow[]) => sql`
  insert into message_ref (workspace_id, id, message_id, reference_keys, reply_keys, created_at)
  select ${scope.workspaceId}, new_id(), r.message_id, r.reference_keys, r.reply_keys, (select app_now())
    from json_to_recordset(${json(rows.map(refJson))}::text::json) as r(message_id uuid, reference_keys text[], reply_keys text[])`

const refJson = ({ messageId, referenceKeys, replyKeys }: RefRow) => ({
  message_id: messageId,
  reference_keys: referenceKeys,
  reply_keys: replyKeys,
})

export const insertParticipants = ({ sql, scope }: SqlScope, rows: readonly ParticipantRow[]) => sql`
  insert into participant (workspace_id, id, message_id, role, address, address_key, name, mailbox_id, created_at)
  select ${scope.workspaceId}, r.*, (select app_now()) from json_to_recordset(${json(rows)}::text::json)
    as r(id uuid, message_id uuid, role text, address text, address_key text, name text, mailbox_id uuid)`

/** Blind copies, each once a mailbox. Answers those that were not known. */
export const insertBlind = ({ sql, scope }: SqlScope, rows: readonly ParticipantRow[]) => sql<
  { messageId: string; mailboxId: string; addressKey: string }[]
>`
  insert into participant (workspace_id, id, message_id, role, address, address_key, name, mailbox_id)
  select distinct on (r.message_id, r.mailbox_id, r.address_key) ${scope.workspaceId}, r.*
    from json_to_recordset(${json(rows)}::text::json)
      as r(id uuid, message_id uuid, role text, address text, address_key text, name text, mailbox_id uuid)
   where not exists (select from participant p where p.workspace_id = ${scope.workspaceId} and p.message_id = r.message_id
           and p.role = 'bcc' and p.mailbox_id = r.mailbox_id and p.address_key = r.address_key)
  returning message_id as "messageId", mailbox_id as "mailboxId", address_key as "addressKey"`

export type BodyRow = {
  id: string
  text: string
  reply: string
  size_bytes: number
  pack_file: string
  pack_offset: number
  pack_length: number
  stands_in: boolean
}

/** Gives messages the bodies that they were stored without, or with another's words for them. */
export const fillBodies = ({ sql, scope }: SqlScope, rows: readonly BodyRow[]) => sql`
  update message m set text = r.text, reply = r.reply, size_bytes = r.size_bytes, pack_file = r.pack_file,
         pack_offset = r.pack_offset, pack_length = r.pack_length, body_stored = true, stands_in = r.stands_in
    from json_to_recordset(${json(rows)}::text::json) as r(id uuid, text text, reply text, size_bytes int, pack_file text,
      pack_offset bigint, pack_length int, stands_in boolean)
   where m.workspace_id = ${scope.workspaceId} and m.id = r.id and (not m.body_stored or m.stands_in)`

export const insertAttachments = ({ sql, scope }: SqlScope, rows: readonly AttachmentRow[]) => sql`
  insert into attachment (workspace_id, id, message_id, filename, content_type, size_bytes, part_path, content_id, created_at)
  select ${scope.workspaceId}, r.*, (select app_now()) from json_to_recordset(${json(rows)}::text::json)
    as r(id uuid, message_id uuid, filename text, content_type text, size_bytes int, part_path text, content_id text)`

/** A place that was seen before is brought up to date: the same sync again changes nothing. Answers the rows it touched. */
export const putLocations = ({ sql, scope }: SqlScope, rows: readonly LocationRow[]) => sql<{ messageId: string }[]>`
  insert into message_location (workspace_id, id, message_id, mailbox_id, folder, uid_validity, uid, flags, created_at, updated_at)
  select ${scope.workspaceId}, new_id(), r.*, (select app_now()), (select app_now())
    from json_to_recordset(${json(rows)}::text::json) as r(message_id uuid, mailbox_id uuid, folder text,
      uid_validity bigint, uid bigint, flags text[])
  on conflict (workspace_id, mailbox_id, folder, uid_validity, uid) do update
    set flags = excluded.flags, gone_at = null
  returning message_id as "messageId"`

/** Every id that these messages refer to, as any copy of them does. */
export const listRefs = ({ sql, scope }: SqlScope, messageIds: readonly string[]) => sql<
  { messageId: string; keys: string[] }[]
>`
  select message_id as "messageId", reference_keys || reply_keys as keys from message_ref
   where workspace_id = ${scope.workspaceId} and message_id = any(${messageIds as string[]}::uuid[])`

/** Mail of ours that nobody was sure about, and that is here or answered: it was sent. */
export const settleDeliveries = ({ sql, scope, now }: SqlScope, messageKeys: readonly string[]) => sql`
  update delivery set state = 'sent', sent_at = ${now}
   where workspace_id = ${scope.workspaceId} and state = 'uncertain' and channel = 'mail'
     and message_key = any(${messageKeys as string[]})`
