import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** What a mailbox's own mail server does: deliver `name+tag@`, and sign its verdicts on senders with a name. */
export type MailboxTrust = { address: string; addressKey: string; replyTags: boolean; authservId: string | null }

export const listMailboxTrust = ({ sql, scope }: SqlScope): Promise<MailboxTrust[]> => sql<MailboxTrust[]>`
  select address, address_key as "addressKey", reply_tags as "replyTags", authserv_id as "authservId"
    from mailbox where workspace_id = ${scope.workspaceId}`

/** The names whose verdicts are believed for a message: of the mailboxes that hold a copy. */
export async function authservIdsOf({ sql, scope }: SqlScope, messageId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct b.authserv_id as id from message_location l
      join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
     where l.workspace_id = ${scope.workspaceId} and l.message_id = ${messageId} and b.authserv_id is not null`
  return rows.map(({ id }) => id)
}

export const saveMailboxTrust = (
  tx: Tx,
  addressKey: string,
  change: { replyTags?: boolean; authservId?: string | null },
) => tx.prisma.mailbox.updateMany({ where: { workspaceId: tx.scope.workspaceId, addressKey }, data: change })
