import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** Somebody who owns a record that a thread is on, and why the thread is there. */
export type Concerned = { ownerId: string; record: string; evidence: string }

/** The owner of the most particular record of a thread: its deal, else a contact, an invoice, a company. Null: nobody's. */
export async function findConcerned({ sql, scope }: SqlScope, threadId: string): Promise<Concerned | null> {
  const [row] = await sql<Concerned[]>`
    select coalesce(d.owner_id, c.owner_id, i.owner_id, o.owner_id) as "ownerId",
           coalesce(d.ref || ' ' || d.title, c.ref || ' ' || c.name, coalesce(i.number, i.ref), o.ref || ' ' || o.name) as record,
           k.evidence
      from thread_link k
      left join deal d on d.workspace_id = k.workspace_id and d.id = k.deal_id
      left join contact c on c.workspace_id = k.workspace_id and c.id = k.contact_id
      left join invoice i on i.workspace_id = k.workspace_id and i.id = k.invoice_id
      left join company o on o.workspace_id = k.workspace_id and o.id = k.company_id
     where k.workspace_id = ${scope.workspaceId} and k.thread_id = ${threadId} and k.removed_at is null and k.mailbox_id is null
       and coalesce(d.owner_id, c.owner_id, i.owner_id, o.owner_id) is not null
     order by k.deal_id is null, k.contact_id is null, k.invoice_id is null, k.id limit 1`
  return row ?? null
}

/** Whether a message was the first of its thread to be stored: ids rise with time. */
export async function opensThread({ sql, scope }: SqlScope, mail: { id: string; threadId: string }): Promise<boolean> {
  const others = await sql`
    select 1 from message where workspace_id = ${scope.workspaceId} and thread_id = ${mail.threadId} and id < ${mail.id} limit 1`
  return others.length === 0
}

/** A customer's company at whose domain somebody wrote who is no contact; null when they are one, or it is nobody's domain. */
export type UnknownSender = { companyId: string; company: string; companyRef: string; ownerId: string | null }

export async function findUnknownSender(
  { sql, scope }: SqlScope,
  addressKey: string,
  domain: string,
): Promise<UnknownSender | null> {
  const [row] = await sql<UnknownSender[]>`
    select o.id as "companyId", o.name as company, o.ref as "companyRef", o.owner_id as "ownerId" from company_domain d
      join company o on o.workspace_id = d.workspace_id and o.id = d.company_id
     where d.workspace_id = ${scope.workspaceId} and d.domain = ${domain}
       and not exists (select from contact_address a where a.workspace_id = d.workspace_id and a.address_key = ${addressKey})`
  return row ?? null
}

/** Plans a word to somebody about a thread; the same message twice is one. */
export async function planNotice(
  tx: Tx,
  notice: { staffId: string; threadId: string; messageId: string; why: string },
): Promise<boolean> {
  const { count } = await tx.prisma.mailNotice.createMany({
    data: { ...notice, workspaceId: tx.scope.workspaceId, id: tx.newId() },
    skipDuplicates: true,
  })
  return count === 1
}

/** Takes everything that waits to be told to somebody into one message, named by its errand. Again it takes the same. */
export async function takeNotices(tx: Tx, staffId: string, toldIn: string): Promise<void> {
  const { workspaceId } = tx.scope
  const taken = await tx.prisma.mailNotice.count({ where: { workspaceId, toldIn } })
  if (taken === 0)
    await tx.prisma.mailNotice.updateMany({ where: { workspaceId, staffId, toldIn: null }, data: { toldIn } })
}

export type NoticeRow = {
  threadId: string
  why: string
  fromName: string
  fromAddress: string
  companyId: string | null
  company: string | null
}

/** What one message is to tell, oldest first, without what its reader muted. */
export const listTaken = ({ sql, scope }: SqlScope, toldIn: string): Promise<NoticeRow[]> => sql<NoticeRow[]>`
  select n.thread_id as "threadId", n.why, coalesce(m.from_name, m.from_address) as "fromName",
         m.from_address as "fromAddress", o.id as "companyId", o.name as company
    from mail_notice n
    join message m on m.workspace_id = n.workspace_id and m.id = n.message_id
    left join lateral (
      select c.id, c.name from thread_link k
        left join contact p on p.workspace_id = k.workspace_id and p.id = k.contact_id
        join company c on c.workspace_id = k.workspace_id and c.id = coalesce(k.company_id, p.company_id)
       where k.workspace_id = n.workspace_id and k.thread_id = n.thread_id and k.removed_at is null and k.mailbox_id is null
       order by k.id limit 1) o on true
   where n.workspace_id = ${scope.workspaceId} and n.told_in = ${toldIn}
     and not exists (select from notice_mute u where u.workspace_id = n.workspace_id and u.staff_id = n.staff_id
                      and u.subject in ('all', coalesce(o.id::text, '')))
   order by n.id`

export async function muteNotices(tx: Tx, staffId: string, subject: string): Promise<void> {
  await tx.prisma.noticeMute.createMany({
    data: { workspaceId: tx.scope.workspaceId, id: tx.newId(), staffId, subject },
    skipDuplicates: true,
  })
}

/** Since when somebody hears no more of something; null: they do. */
export async function findMutedAt(tx: Tx, staffId: string, subject: string): Promise<Date | null> {
  const { workspaceId } = tx.scope
  const muted = await tx.prisma.noticeMute.findFirst({
    where: { workspaceId, staffId, subject },
    select: { createdAt: true },
  })
  return muted?.createdAt ?? null
}

/** How many mutes were taken back. */
export async function unmuteNotices(tx: Tx, staffId: string, subject: string): Promise<number> {
  const { count } = await tx.prisma.noticeMute.deleteMany({
    where: { workspaceId: tx.scope.workspaceId, staffId, subject },
  })
  return count
}

/** Why somebody was told of a thread. */
export async function findWhy({ sql, scope }: SqlScope, staffId: string, threadId: string): Promise<string | null> {
  const [row] = await sql<{ why: string }[]>`
    select why from mail_notice
     where workspace_id = ${scope.workspaceId} and staff_id = ${staffId} and thread_id = ${threadId} order by id desc limit 1`
  return row?.why ?? null
}

/** What somebody has muted: companies' ids, `all` new mail, kinds of messages. */
export async function listMuted({ sql, scope }: SqlScope, staffId: string): Promise<string[]> {
  const rows = await sql<{ subject: string }[]>`
    select subject from notice_mute where workspace_id = ${scope.workspaceId} and staff_id = ${staffId}`
  return rows.map(({ subject }) => subject)
}
