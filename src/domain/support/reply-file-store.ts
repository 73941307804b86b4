import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { ReplyFile } from './reply-file.js'

export async function insertReplyFile(tx: Tx, caseId: string, file: Omit<ReplyFile, 'id'>): Promise<ReplyFile> {
  const id = tx.newId()
  const { workspaceId, actorId: byId } = tx.scope
  await tx.prisma.caseReplyFile.create({ data: { ...file, workspaceId, id, caseId, byId } })
  return { ...file, id }
}

/** Files that this very person brought for a reply on this case that was not sent yet, in the order of their names. */
export async function listWaiting(tx: Tx, caseId: string, ids: readonly string[]): Promise<ReplyFile[]> {
  if (ids.length === 0) return []
  const { workspaceId, actorId: byId } = tx.scope
  return tx.prisma.caseReplyFile.findMany({
    where: { workspaceId, caseId, byId, replyId: null, id: { in: [...ids] } },
    select: { id: true, filename: true, contentType: true, sizeBytes: true, contentHash: true },
    orderBy: [{ filename: 'asc' }, { id: 'asc' }],
  })
}

export async function placeFiles(tx: Tx, files: readonly ReplyFile[], replyId: string): Promise<void> {
  const id = { in: files.map((file) => file.id) }
  await tx.prisma.caseReplyFile.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { replyId } })
}

export const listFilesOf = ({ sql, scope }: SqlScope, replyId: string): Promise<ReplyFile[]> => sql<ReplyFile[]>`
  select id, filename, content_type as "contentType", size_bytes as "sizeBytes", content_hash as "contentHash"
    from case_reply_file where workspace_id = ${scope.workspaceId} and reply_id = ${replyId} order by filename, id`
