import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Visibility } from './mailbox.js'

const LEVELS: readonly Visibility[] = ['metadata', 'subject', 'full']

/**
 * What colleagues see of a mailbox from now on, agreed to by its owner. Less holds at once, in search too; what becomes
 * visible is made findable, and bodies that were left out are fetched, by the jobs of `mailbox.shared`.
 */
export async function shareMailbox(tx: Tx, mailboxId: string, visibility: Visibility): Promise<void> {
  const { workspaceId } = tx.scope
  const where = { workspaceId_id: { workspaceId, id: mailboxId } }
  const before = await tx.prisma.mailbox.findUniqueOrThrow({ where })
  await tx.prisma.mailbox.update({
    where,
    data: { visibility, visibilityAgreedAt: before.visibilityAgreedAt ?? tx.now },
  })
  if (LEVELS.indexOf(visibility) < LEVELS.indexOf(before.visibility as Visibility)) {
    const { sql } = sqlInTx(tx)
    await sql`select search.remove_mail(array(select l.message_id from message_location l
     where l.workspace_id = ${workspaceId} and l.mailbox_id = ${mailboxId}))::text`
    await sql`select search.remove('thread', t.id)::text from (select distinct m.thread_id as id from message_location l
      join message m on m.workspace_id = l.workspace_id and m.id = l.message_id
     where l.workspace_id = ${workspaceId} and l.mailbox_id = ${mailboxId}) t`
  }
  await tx.outbox('mailbox.shared', { mailboxId })
}

/** Threads with a copy in the mailbox, after a given one, in order of id: to be gone through in pieces. */
export const listThreadsIn = (
  { sql, scope }: SqlScope,
  mailboxId: string,
  after: string,
  limit: number,
): Promise<{ id: string }[]> => sql<{ id: string }[]>`
  select distinct m.thread_id as id from message_location l
    join message m on m.workspace_id = l.workspace_id and m.id = l.message_id
   where l.workspace_id = ${scope.workspaceId} and l.mailbox_id = ${mailboxId} and m.thread_id > ${after}
   order by 1 limit ${limit}`

export type SharedSample = { at: Date; from: string; subject: string; reply: string }

/** The newest mails of a mailbox, for its owner's eyes: what sharing it would show. */
export const sampleMailbox = (
  { sql, scope }: SqlScope,
  mailboxId: string,
  limit: number,
): Promise<SharedSample[]> => sql<SharedSample[]>`
  select m.sent_at as at, coalesce(m.from_name, m.from_address) as "from", m.subject, m.reply
    from message m where m.workspace_id = ${scope.workspaceId}
     and exists (select from message_location l where l.workspace_id = m.workspace_id and l.message_id = m.id
           and l.mailbox_id = ${mailboxId} and l.gone_at is null)
   order by m.sent_at desc, m.id limit ${limit}`
