import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { companyDomainOf } from '../correspondence/address-book.js'

/** The support mailbox that holds a copy of a message, or that it is written to; null: it is no mail to support. */
export async function supportMailboxOf(
  { sql, scope }: SqlScope,
  messageId: string,
): Promise<{ id: string; address: string } | null> {
  const [found] = await sql<{ id: string; address: string }[]>`
    select b.id, b.address from mailbox b
     where b.workspace_id = ${scope.workspaceId} and b.support
       and (exists (select from message_location l
                     where l.workspace_id = b.workspace_id and l.message_id = ${messageId} and l.mailbox_id = b.id)
         or exists (select from participant p
                     where p.workspace_id = b.workspace_id and p.message_id = ${messageId} and p.role in ('to', 'cc')
                       and p.address_key = b.address_key))
     order by b.address_key limit 1`
  return found ?? null
}

/** The cases that a message's thread stands on, the one to go on with first: not closed before closed, then the newest. */
export async function casesOfThread({ sql, scope }: SqlScope, messageId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct c.id, c.closed_at is not null as closed, c.opened_at
      from message m
      join thread_link k on k.workspace_id = m.workspace_id and k.thread_id = m.thread_id and k.case_id is not null
      join support_case l on l.workspace_id = k.workspace_id and l.id = k.case_id
      join support_case c on c.workspace_id = l.workspace_id and c.id = coalesce(l.merged_into_id, l.id)
     where m.workspace_id = ${scope.workspaceId} and m.id = ${messageId} and k.removed_at is null
     order by closed, c.opened_at desc, c.id`
  return rows.map(({ id }) => id)
}

/** Who wrote, as far as they are known: by address the contact, by contact or domain the company. */
export async function findSender(
  { sql, scope }: SqlScope,
  address: string,
): Promise<{ contactId: string | null; companyId: string | null }> {
  const key = addressKey(address)
  const domain = companyDomainOf(key) ?? ''
  const [row] = await sql<{ contactId: string | null; companyId: string | null }[]>`
    select c.id as "contactId", coalesce(c.company_id, d.company_id) as "companyId"
      from (select 1) one
      left join contact_address a on a.workspace_id = ${scope.workspaceId} and a.address_key = ${key}
      left join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
      left join company_domain d on d.workspace_id = ${scope.workspaceId} and d.domain = ${domain}
     limit 1`
  return row ?? { contactId: null, companyId: null }
}

export type CaseMailEffect = 'opened' | 'customer' | 'ours'

/** The thread in which a message stands now, and whether it did its part already. Null when it is gone. */
export async function findPart(tx: Tx, messageId: string): Promise<{ threadId: string; done: boolean } | null> {
  const where = { workspaceId: tx.scope.workspaceId, messageId }
  const message = await tx.prisma.message.findFirst({
    where: { workspaceId: tx.scope.workspaceId, id: messageId },
    select: { threadId: true },
  })
  if (!message) return null
  return { threadId: message.threadId, done: (await tx.prisma.caseMail.count({ where })) > 0 }
}

/** Notes that a message did its part: it does it once, whatever is run again. */
export async function notePart(tx: Tx, messageId: string, caseId: string, effect: CaseMailEffect): Promise<void> {
  await tx.prisma.caseMail.create({
    data: { workspaceId: tx.scope.workspaceId, id: tx.newId(), messageId, caseId, effect },
  })
}

/** The cases without a contact on which somebody wrote from this address. */
export async function casesOfStranger({ sql, scope }: SqlScope, addressKey: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct c.id from support_case c
      join case_mail k on k.workspace_id = c.workspace_id and k.case_id = c.id
      join participant p on p.workspace_id = k.workspace_id and p.message_id = k.message_id
     where c.workspace_id = ${scope.workspaceId} and c.contact_id is null and p.role = 'from' and p.address_key = ${addressKey}
     order by c.id`
  return rows.map(({ id }) => id)
}
