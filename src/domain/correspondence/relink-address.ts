import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import type { OwnAddresses } from './address-book.js'
import { lockFiling } from './filing-store.js'
import { type Linkable, linkMessages } from './link-messages.js'
import { loadOwnAddresses } from './link-store.js'

/** Messages linked in one transaction. */
const CHUNK = 500

/**
 * Pulls stored mail onto the records that its addresses belong to now: for an address that a contact was given. What is
 * linked, or was unlinked by a person, stays as it is, so it may run any number of times. Answers how many messages it read.
 */
export async function relinkAddress(db: Database, scope: Scope, addressKeys: readonly string[]): Promise<number> {
  const ids = await bulkWorkspace(db, scope, async (bulk) => {
    // Who files at this moment may not know the contact yet: the lock lets that come first, and be seen here.
    await lockFiling(bulk)
    return bulk.sql<{ messageId: string }[]>`
      select distinct message_id as "messageId" from participant
       where workspace_id = ${scope.workspaceId} and address_key = any(${addressKeys as string[]}) order by message_id`
  })
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK).map(({ messageId }) => messageId)
    await bulkWorkspace(db, scope, async (bulk) => {
      await lockFiling(bulk)
      await linkMessages(bulk, await loadOwnAddresses(bulk), await loadLinkable(bulk, chunk))
    })
  }
  return ids.length
}

/** Links stored messages anew: those that came into another thread, and those that got their bodies. Needs the filing lock. */
export async function relinkMessages(
  bulk: SqlScope,
  own: OwnAddresses,
  wanted: { keys: readonly string[]; ids: readonly string[] },
): Promise<void> {
  if (wanted.keys.length + wanted.ids.length === 0) return
  const rows = await bulk.sql<{ id: string }[]>`
    select id from message where workspace_id = ${bulk.scope.workspaceId}
       and (message_key = any(${wanted.keys as string[]}) or id = any(${wanted.ids as string[]}::uuid[])) order by id`
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK).map(({ id }) => id)
    await linkMessages(bulk, own, await loadLinkable(bulk, chunk))
  }
}

const loadLinkable = ({ sql, scope }: SqlScope, ids: readonly string[]): Promise<Linkable[]> => sql<Linkable[]>`
  select m.id, m.thread_id as "threadId", m.message_key as "messageKey", m.direction, m.class, m.subject, m.text,
         m.sent_at as "sentAt",
         array(select unnest(r.reference_keys || r.reply_keys) from message_ref r
           where r.workspace_id = m.workspace_id and r.message_id = m.id) as ancestors,
         (select coalesce(json_agg(json_build_object('role', p.role, 'addressKey', p.address_key) order by p.id), '[]')
            from participant p where p.workspace_id = m.workspace_id and p.message_id = m.id
               and p.role <> 'bcc') as parties, null as "mailboxId"
    from message m where m.workspace_id = ${scope.workspaceId} and m.id = any(${ids as string[]}::uuid[])
  union all
  select m.id, m.thread_id, m.message_key, 'out', m.class, '', '', m.sent_at, '{}',
         json_agg(json_build_object('role', p.role, 'addressKey', p.address_key) order by p.id), p.mailbox_id::text
    from message m join participant p on p.workspace_id = m.workspace_id and p.message_id = m.id and p.role = 'bcc'
   where m.workspace_id = ${scope.workspaceId} and m.id = any(${ids as string[]}::uuid[])
   group by m.workspace_id, m.id, p.mailbox_id
   order by 8, 3`
