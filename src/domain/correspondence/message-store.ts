import type { SqlScope } from '../../db/sql-workspace.js'
import type { Direction } from './address-book.js'
import type { MessageClass, RawPlace } from './parsed-message.js'

/** A stored message as those see it who look into it later. */
export type StoredMail = {
  id: string
  messageKey: string
  threadId: string
  subject: string
  sentAt: Date
  receivedAt: Date
  fromAddress: string
  fromName: string | null
  direction: Direction
  class: MessageClass
  reply: string
  raw: RawPlace
}

/** Messages by id, oldest first; one that is gone meanwhile is missing. */
export async function findMessages({ sql, scope }: SqlScope, ids: readonly string[]): Promise<StoredMail[]> {
  const rows = await sql<(Omit<StoredMail, 'raw'> & { file: string; offset: bigint; length: number })[]>`
    select id, message_key as "messageKey", thread_id as "threadId", subject, sent_at as "sentAt",
           received_at as "receivedAt", from_address as "fromAddress", from_name as "fromName", direction, class, reply,
           pack_file as file, pack_offset as offset, pack_length as length
      from message where workspace_id = ${scope.workspaceId} and id = any(${ids as string[]}::uuid[])
     order by sent_at, message_key`
  return rows.map(({ file, offset, length, ...mail }) => ({ ...mail, raw: { file, offset: Number(offset), length } }))
}

/** The message of a Message-ID (normalised), where it is logged. */
export async function findByMessageKey(read: SqlScope, messageKey: string): Promise<StoredMail | null> {
  const rows = await read.sql<{ id: string }[]>`
    select id from message where workspace_id = ${read.scope.workspaceId} and message_key = ${messageKey} limit 1`
  const [found] = await findMessages(
    read,
    rows.map(({ id }) => id),
  )
  return found ?? null
}

/** Whether a copy of a message lies in somebody's own mailbox. */
export async function holdsCopy({ sql, scope }: SqlScope, staffId: string, messageId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from message_location l join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
     where l.workspace_id = ${scope.workspaceId} and l.message_id = ${messageId} and b.staff_id = ${staffId} limit 1`
  return rows.length > 0
}
