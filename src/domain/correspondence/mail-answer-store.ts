import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** Takes a mail as the answer to one of ours. False when this Message-ID was taken before: it works once. */
export async function takeAnswer(
  tx: Tx,
  answer: { messageKey: string; deliveryId: string; outcome: string },
): Promise<boolean> {
  const { count } = await tx.prisma.mailAnswer.createMany({
    data: { ...answer, workspaceId: tx.scope.workspaceId, id: tx.newId() },
    skipDuplicates: true,
  })
  return count === 1
}

export const listPartyAddresses = async ({ sql, scope }: SqlScope, messageId: string): Promise<string[]> => {
  const rows = await sql<{ addressKey: string }[]>`
    select address_key as "addressKey" from participant
     where workspace_id = ${scope.workspaceId} and message_id = ${messageId} and role in ('from', 'to', 'cc', 'bcc')`
  return rows.map(({ addressKey }) => addressKey)
}

/** The files of a mail; the hash is of what is kept apart from its raw bytes by now. */
export const listMailFiles = ({ sql, scope }: SqlScope, messageId: string) => sql<
  { filename: string; contentType: string; sizeBytes: number; contentHash: string | null }[]
>`
  select filename, content_type as "contentType", size_bytes as "sizeBytes", content_hash as "contentHash" from attachment
   where workspace_id = ${scope.workspaceId} and message_id = ${messageId} and filename <> '' order by id`

export const listFilenames = async ({ sql, scope }: SqlScope, messageId: string): Promise<string[]> => {
  const rows = await sql<{ filename: string }[]>`
    select filename from attachment
     where workspace_id = ${scope.workspaceId} and message_id = ${messageId} and filename <> '' order by id`
  return rows.map(({ filename }) => filename)
}
