import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** What proves a close task. */
export type Evidence = {
  id: string
  taskId: string
  kind: 'file' | 'mail' | 'link'
  title: string
  url: string | null
  contentType: string | null
  sizeBytes: number | null
  contentHash: string | null
  messageId: string | null
  addedBy: string | null
  addedAt: Date
}

export type NewEvidence =
  | { kind: 'file'; title: string; contentType: string; sizeBytes: number; contentHash: string; messageId?: string }
  | { kind: 'mail'; title: string; messageId: string }
  | { kind: 'link'; title: string; url: string }

/** Evidence that stands, in the order it came. */
export const listEvidence = ({ sql, scope }: SqlScope, taskIds: readonly string[]): Promise<Evidence[]> => sql<
  Evidence[]
>`
  select e.id::text as id, e.task_id::text as "taskId", e.kind, e.title, e.url, e.content_type as "contentType",
    e.size_bytes as "sizeBytes", e.content_hash as "contentHash", e.message_id::text as "messageId", s.name as "addedBy",
    e.created_at as "addedAt"
  from evidence e left join staff s on s.workspace_id = e.workspace_id and s.id = e.added_by_id
  where e.workspace_id = ${scope.workspaceId}::uuid and e.removed_at is null
    and e.task_id = any(${[...taskIds]}::uuid[])
  order by e.created_at, e.id`

export async function insertEvidence(tx: Tx, taskId: string, piece: NewEvidence): Promise<string> {
  const { workspaceId, actorId } = tx.scope
  const id = tx.newId()
  await tx.prisma.evidence.create({ data: { ...piece, workspaceId, id, taskId, addedById: actorId } })
  return id
}

/** It stays kept and on the record, and proves nothing any more. */
export const saveEvidenceRemoved = (tx: Tx, id: string) =>
  tx.prisma.evidence.updateMany({ where: { id }, data: { removedAt: tx.now } })

/** The mail of a thread that came in last: what a reference of a thread means as evidence. */
export async function lastMailOf(
  { sql, scope }: SqlScope,
  threadId: string,
): Promise<{ id: string; subject: string } | null> {
  const [mail] = await sql<{ id: string; subject: string }[]>`
    select m.id::text as id, m.subject from message m
    where m.workspace_id = ${scope.workspaceId}::uuid and m.thread_id = ${threadId}::uuid order by m.sent_at desc, m.id desc limit 1`
  return mail ?? null
}
