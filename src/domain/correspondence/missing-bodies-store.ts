import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import { type FolderLife, NO_SERVER } from './folder-store.js'

/** A copy on a server of a message that was stored without its body, and may have it now. */
export type MissingBody = FolderLife & { uid: bigint }

/**
 * Live copies in a mailbox from which missing bodies may be fetched: its owner agreed, or the mail is with somebody who became
 * a contact; and of mail that a forward stands in for. What came from an archive lies on no server. In order of folder.
 */
export const listMissingBodies = ({ sql, scope }: SqlScope, mailboxId: string): Promise<MissingBody[]> => sql<
  MissingBody[]
>`
  select l.mailbox_id as "mailboxId", l.folder, l.uid_validity as "uidValidity", l.uid
    from message m
    join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id and l.gone_at is null
    join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
   where m.workspace_id = ${scope.workspaceId} and (not m.body_stored or m.stands_in)
     and l.uid_validity <> ${NO_SERVER} and b.id = ${mailboxId} and b.status <> 'removed'
     and (b.kind <> 'personal' or b.visibility_agreed_at is not null
      or exists (select from participant p join contact_address a on a.workspace_id = p.workspace_id and a.address_key = p.address_key
           where p.workspace_id = m.workspace_id and p.message_id = m.id))
   order by l.folder, l.uid_validity, l.uid`

/** Mailboxes that have mail with this address whose bodies were left out. */
export async function listMailboxesLacking({ sql, scope }: SqlScope, addressKey: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct l.mailbox_id as id
      from participant p join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
       and (not m.body_stored or m.stands_in)
      join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id and l.gone_at is null
     where p.workspace_id = ${scope.workspaceId} and p.address_key = ${addressKey} and l.uid_validity <> ${NO_SERVER}`
  return rows.map(({ id }) => id)
}

/** A backfill or an import makes contacts by the hundred: what they ask for within this time is one log-in, ms. */
const GATHER_MS = 30_000

/** Asks for what is missing of a mailbox, in a moment; who asks meanwhile is served by the same errand. */
export const wishBodies = ({ sql, scope, now }: SqlScope, ids: Ids, mailboxId: string, inMs = GATHER_MS) => sql`
  insert into outbox (workspace_id, id, kind, data, due_at)
  select ${scope.workspaceId}, ${ids.next()}, 'mail.bodies-wanted', jsonb_build_object('mailboxId', ${mailboxId}::text),
         ${new Date(now.getTime() + inMs)}
   where not exists (select from outbox o where o.workspace_id = ${scope.workspaceId} and o.done_at is null and o.due_at > ${now}
           and o.kind = 'mail.bodies-wanted' and o.data ->> 'mailboxId' = ${mailboxId})`

/** Of these copies those whose messages are without their bodies. */
export async function listBodiless(
  { sql, scope }: SqlScope,
  { mailboxId, folder, uidValidity }: FolderLife,
  uids: readonly bigint[],
): Promise<bigint[]> {
  const rows = await sql<{ uid: bigint }[]>`
    select l.uid from message_location l join message m on m.workspace_id = l.workspace_id and m.id = l.message_id
     where l.workspace_id = ${scope.workspaceId} and l.mailbox_id = ${mailboxId} and l.folder = ${folder}
       and l.uid_validity = ${uidValidity} and l.uid = any(${uids.map(String)}::bigint[]) and not m.body_stored`
  return rows.map(({ uid }) => uid)
}

/** Messages of a mailbox whose bodies no server can bring: they came from an archive, or were thrown away since. */
export type Unfetchable = { imported: number; gone: number }

export async function countUnfetchable({ sql, scope }: SqlScope, mailboxId: string): Promise<Unfetchable> {
  const [row] = await sql<Unfetchable[]>`
    select count(*) filter (where imported)::int as imported, count(*) filter (where not imported)::int as gone
      from (select bool_or(l.uid_validity = ${NO_SERVER}) as imported
              from message m join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id
             where m.workspace_id = ${scope.workspaceId} and not m.body_stored and l.mailbox_id = ${mailboxId}
               and not exists (select from message_location o join mailbox b on b.workspace_id = o.workspace_id and b.id = o.mailbox_id
                     where o.workspace_id = m.workspace_id and o.message_id = m.id and o.gone_at is null
                       and o.uid_validity <> ${NO_SERVER}
                       and (b.id = ${mailboxId} or b.kind <> 'personal' or b.visibility_agreed_at is not null))
             group by m.id) missing`
  return row ?? { imported: 0, gone: 0 }
}
