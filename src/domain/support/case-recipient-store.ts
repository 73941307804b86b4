import type { SqlScope } from '../../db/sql-workspace.js'

/** The newest mail of a person outside on a case: what a reply answers. */
export type CustomerMail = {
  id: string
  subject: string
  sentAt: Date
  /** Where they want answers, else who they are. */
  replyTo: string
  /** Whom else they wrote to, ourselves included. */
  copied: readonly string[]
}

export async function findCustomerMail({ sql, scope }: SqlScope, caseId: string): Promise<CustomerMail | null> {
  const [row] = await sql<CustomerMail[]>`
    select m.id, m.subject, m.sent_at as "sentAt",
           coalesce((select p.address from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id
                       and p.role = 'reply-to' order by p.id limit 1), m.from_address) as "replyTo",
           array(select p.address from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id
                    and p.role in ('to', 'cc') order by p.id) as copied
      from message m
     where m.workspace_id = ${scope.workspaceId} and m.direction = 'in' and m.class in ('person', 'invitation')
       and m.thread_id = any (array(
         select k.thread_id from thread_link k join support_case c on c.workspace_id = k.workspace_id and c.id = k.case_id
          where k.workspace_id = ${scope.workspaceId} and k.removed_at is null
            and (c.id = ${caseId} or c.merged_into_id = ${caseId})))
     order by m.sent_at desc, m.message_key limit 1`
  return row ?? null
}

/** The address of a contact that mail reaches. */
export async function findAddress({ sql, scope }: SqlScope, contactId: string): Promise<string | null> {
  const [row] = await sql<{ address: string }[]>`
    select a.address from contact_address a
     where a.workspace_id = ${scope.workspaceId} and a.contact_id = ${contactId}
     order by a.health = 'invalid', not a.preferred, a.id limit 1`
  return row?.address ?? null
}
