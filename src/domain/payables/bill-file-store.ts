import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { BillFile } from './bill-file.js'

type NewFile = Pick<BillFile, 'filename' | 'contentType' | 'sizeBytes' | 'contentHash'>

/** Where it belongs: a bill, a bill that is proposed, or nowhere yet. */
export type FileOf = { billId?: string; proposalId?: string; messageId?: string | null }

export async function insertFile(tx: Tx, file: NewFile, of: FileOf): Promise<{ id: string; ref: string }> {
  const { workspaceId, actorId } = tx.scope
  const named = { id: tx.newId(), ref: await nextRef(tx, 'bill-file', 'FILE') }
  await tx.prisma.billFile.create({ data: { ...file, ...of, ...named, workspaceId, addedById: actorId } })
  return named
}

/** Whether the document has this very file already. */
export async function hasFile(tx: Tx, billId: string, contentHash: string): Promise<boolean> {
  const where = { workspaceId: tx.scope.workspaceId, billId, contentHash, removedAt: null }
  return (await tx.prisma.billFile.findFirst({ where, select: { id: true } })) !== null
}

export const placeFile = (tx: Tx, id: string, billId: string | null) =>
  tx.prisma.billFile.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { billId } })

/** What was proposed with a bill is a file of it from then on; or (null) of the proposal alone again. */
export const placeProposed = (tx: Tx, proposalId: string, billId: string | null) =>
  tx.prisma.billFile.updateMany({ where: { workspaceId: tx.scope.workspaceId, proposalId }, data: { billId } })

/** It stays kept and on the record, and proves nothing any more; or (null) does again. */
export const saveRemoved = (tx: Tx, id: string, removedAt: Date | null) =>
  tx.prisma.billFile.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { removedAt } })

export type FileFilter = {
  billId?: string
  proposalId?: string
  ids?: readonly string[]
  ref?: string
  /** Those that this person sent; `waiting`: and that stand on nothing yet. */
  addedBy?: string
  waiting?: true
}

/** Files that stand, oldest first. */
export const listFiles = ({ sql, scope }: SqlScope, filter: FileFilter): Promise<BillFile[]> => sql<BillFile[]>`
  select f.id::text as id, f.ref, f.filename, f.content_type as "contentType", f.size_bytes as "sizeBytes",
    f.content_hash as "contentHash", f.bill_id::text as "billId", f.message_id::text as "messageId", f.version,
    (select t.ref from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
      where m.workspace_id = f.workspace_id and m.id = f.message_id) as thread
  from bill_file f
  where f.workspace_id = ${scope.workspaceId}::uuid and f.removed_at is null
    and (${filter.billId ?? null}::uuid is null or f.bill_id = ${filter.billId ?? null}::uuid)
    and (${filter.proposalId ?? null}::uuid is null or f.proposal_id = ${filter.proposalId ?? null}::uuid)
    and (${filter.ids === undefined} or f.id = any(${[...(filter.ids ?? [])]}::uuid[]))
    and (${filter.ref ?? null}::text is null or f.ref = ${filter.ref ?? null})
    and (${filter.addedBy ?? null}::uuid is null or f.added_by_id = ${filter.addedBy ?? null}::uuid)
    and (${filter.waiting === undefined} or (f.bill_id is null and f.proposal_id is null))
  order by f.created_at, f.id limit 100`
