import type { Scope } from '../../db/scope.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { ParticipantRole, RawPlace } from './parsed-message.js'
import { levelOf } from './visibility-sql.js'

/** `contentHash` is null while its bytes are in the raw mail alone. */
export type OpenedAttachment = {
  id: string
  filename: string
  contentType: string
  sizeBytes: number
  partPath: string
  contentHash: string | null
}

/** A mail as somebody opens it who may see all of it. */
export type OpenedMail = {
  id: string
  threadId: string
  subject: string
  sentAt: Date
  fromAddress: string
  fromName: string | null
  text: string
  raw: RawPlace
  participants: readonly { role: ParticipantRole; address: string; name: string | null }[]
  attachments: readonly OpenedAttachment[]
  /** All mails of its thread that may be opened, oldest first. */
  siblings: readonly string[]
}

type Row = Omit<OpenedMail, 'raw'> & { file: string; offset: bigint; length: number }

/** The mail when this person may see all of it; null otherwise, whatever the reason. A blind copy's recipients stay out. */
export async function findOpenable(read: SqlScope, messageId: string, staffId: string): Promise<OpenedMail | null> {
  const { sql, scope } = read
  const [row] = await sql<Row[]>`
    select m.id, m.thread_id as "threadId", m.subject, m.sent_at as "sentAt", m.from_address as "fromAddress",
           m.from_name as "fromName", m.text, m.pack_file as file, m.pack_offset as offset, m.pack_length as length,
           (select coalesce(json_agg(json_build_object('role', p.role, 'address', p.address, 'name', p.name) order by p.id), '[]')
              from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id and p.role in ('to', 'cc')) as participants,
           (select coalesce(json_agg(json_build_object('id', a.id, 'filename', a.filename, 'contentType', a.content_type,
              'sizeBytes', a.size_bytes, 'partPath', a.part_path, 'contentHash', a.content_hash) order by a.id), '[]')
              from attachment a where a.workspace_id = m.workspace_id and a.message_id = m.id) as attachments,
           array[]::uuid[] as siblings
      from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
     where m.workspace_id = ${scope.workspaceId} and m.id = ${messageId} and ${levelOf(read, staffId)} = 2`
  if (!row) return null
  const { file, offset, length, ...mail } = row
  const siblings = await listOpenable(read, mail.threadId, staffId)
  return { ...mail, siblings, raw: { file, offset: Number(offset), length } }
}

/** The mails of a thread that this person may see all of, oldest first. */
export async function listOpenable(read: SqlScope, threadId: string, staffId: string): Promise<string[]> {
  const rows = await read.sql<{ id: string }[]>`
    select m.id from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
     where m.workspace_id = ${read.scope.workspaceId} and m.thread_id = ${threadId} and ${levelOf(read, staffId)} = 2
     order by m.sent_at, m.message_key`
  return rows.map(({ id }) => id)
}

/** An attachment's bytes with what to call them, for a mail that its reader may see all of. Throws `not_found`. */
export type ReadAttachment = (
  scope: Scope,
  mail: OpenedMail,
  attachmentId: string,
) => Promise<{ file: Buffer; filename: string; contentType: string }>
