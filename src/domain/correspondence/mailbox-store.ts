import type { Database } from '../../db/database.js'
import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type SqlScope, unhurried } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { Mailbox, MailboxStatus, ServerTrust } from './mailbox.js'
import { pauseLease } from './mailbox-lease.js'

const columns = ({ sql }: SqlScope) => sql`
  b.id, b.address, b.kind,
  case when b.kind = 'personal' and b.visibility_agreed_at is null then 'metadata' else b.visibility end as visibility,
  b.visibility_agreed_at as "visibilityAgreedAt", b.imap_url as "imapUrl", b.smtp_url as "smtpUrl", b.since, b.status,
  b.last_sync_at as "lastSyncAt", b.last_error as "lastError", b.staff_id as "staffId", b.secret_id as "secretId", b.support,
  b.tls_ca as "tlsCa", b.tls_unchecked as "tlsUnchecked"`

export async function getMailbox(read: SqlScope, id: string): Promise<Mailbox> {
  const [found] = await read.sql<Mailbox[]>`
    select ${columns(read)} from mailbox b where b.workspace_id = ${read.scope.workspaceId} and b.id = ${id}`
  if (!found) throw notFound('There is no such mailbox.', { id })
  return found
}

export async function findMailboxByAddress(read: SqlScope, addressKey: string): Promise<Mailbox | null> {
  const [found] = await read.sql<Mailbox[]>`
    select ${columns(read)} from mailbox b where b.workspace_id = ${read.scope.workspaceId} and b.address_key = ${addressKey}`
  return found ?? null
}

/** In order of address. */
export const listMailboxes = (read: SqlScope): Promise<Mailbox[]> => read.sql<Mailbox[]>`
  select ${columns(read)} from mailbox b where b.workspace_id = ${read.scope.workspaceId} order by b.address_key`

/** Addresses of somebody's mailboxes that mail is fetched from. */
export async function listFollowedOf({ sql, scope }: SqlScope, staffId: string): Promise<string[]> {
  const rows = await sql<{ address: string }[]>`
    select address from mailbox where workspace_id = ${scope.workspaceId} and staff_id = ${staffId}
       and status not in ('paused', 'removed') order by address`
  return rows.map(({ address }) => address)
}

export type MailboxProgress = {
  mailboxId: string
  skipped: number
  backfillTotal: number
  backfillDone: number
  folders: number
  /** Folders whose backfill is complete. */
  foldersDone: number
}

/** How far each mailbox is: what is set aside, and the backfill of its folders. Asked every minute: its mails are counted apart (`countMails`). */
export const listProgress = ({ sql, scope }: SqlScope): Promise<MailboxProgress[]> => sql<MailboxProgress[]>`
  select b.id as "mailboxId",
         (select count(*)::int from skipped_message s
           where s.workspace_id = b.workspace_id and s.mailbox_id = b.id and s.replayed_at is null) as skipped,
         coalesce(c.total, 0) as "backfillTotal", coalesce(c.done, 0) as "backfillDone",
         coalesce(c.folders, 0) as folders, coalesce(c.complete, 0) as "foldersDone"
    from mailbox b
    left join (select mailbox_id, sum(backfill_total)::int as total, sum(backfill_done)::int as done, count(*)::int as folders,
                      count(*) filter (where backfill_uid is null)::int as complete
                 from folder_cursor where workspace_id = ${scope.workspaceId} group by mailbox_id) c on c.mailbox_id = b.id
   where b.workspace_id = ${scope.workspaceId}`

/** Mails of a mailbox that are stored, one for all its copies. Reads each of its places. */
export async function countMails({ sql, scope }: SqlScope, mailboxId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(distinct message_id)::int as count from message_location
     where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId}`
  return row?.count ?? 0
}

/** Everything a mailbox is made of but its id; the password is sealed in `secretId`. */
export type MailboxRow = Pick<
  Mailbox,
  'address' | 'kind' | 'visibility' | 'imapUrl' | 'smtpUrl' | 'staffId' | 'secretId' | 'support' | keyof ServerTrust
> & {
  addressKey: string
  visibilityAgreedAt: Date | null
  since: Date | null
}

/** Also gives the mailbox a lease nobody holds, by which workers find it. */
export async function insertMailbox(tx: Tx, row: MailboxRow): Promise<string> {
  const id = tx.newId()
  const { workspaceId } = tx.scope
  await tx.prisma.mailbox.create({ data: { ...row, workspaceId, id } })
  await tx.prisma
    .$executeRaw`insert into routing.mailbox_lease (mailbox_id, workspace_id) values (${id}::uuid, ${workspaceId}::uuid)`
  return id
}

/** One that was removed is followed again: what is logged of it is known already. */
export async function reviveMailbox(tx: Tx, id: string, row: MailboxRow): Promise<void> {
  await tx.prisma.mailbox.update({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } },
    data: { ...row, status: 'new', lastError: null, failingSince: null },
  })
  await pauseLease(sqlInTx(tx), id, false)
}

/**
 * What became of following it, for people: a crash of the server may take it back. `error` null: all is well. Only a change is audited;
 * that it rests or was removed is not a worker's to change.
 */
export const saveMailboxStatus = (
  { sql, scope, now }: SqlScope,
  id: string,
  { status, error, synced }: { status: MailboxStatus; error: string | null; synced: boolean },
) => sql`
  update mailbox set status = ${status}, last_error = ${error},
         failing_since = case when ${status === 'failing'} then coalesce(failing_since, ${now}) end,
         last_sync_at = case when ${synced} then ${now} else last_sync_at end
   where workspace_id = ${scope.workspaceId} and id = ${id} and status not in ('paused', 'removed') and ${unhurried(sql)}`

/** All mailboxes of all workspaces that workers may follow; asked before the wall, ids alone. */
export const listLeasable = (db: Database): Promise<{ mailboxId: string; workspaceId: string }[]> =>
  db.sql<
    { mailboxId: string; workspaceId: string }[]
  >`select mailbox_id as "mailboxId", workspace_id as "workspaceId" from routing.mailbox_lease where not paused order by mailbox_id`

export const saveSupportMailbox = (tx: Tx, id: string, support: boolean) =>
  tx.prisma.mailbox.update({ where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }, data: { support } })
