import type { SqlScope } from '../../db/sql-workspace.js'
import type { FolderLife } from './folder-store.js'

/** A copy on a server of a message that was stored without its body, and may have it now. */
export type MissingBody = FolderLife & { uid: bigint }

/**
 * Live copies from which missing bodies may be fetched: of a mailbox whose owner agreed, or of mail with somebody who became
 * a contact. Their messages are in order of mailbox and folder.
 */
export const listMissingBodies = ({ sql, scope }: SqlScope): Promise<MissingBody[]> => sql<MissingBody[]>`
  select l.mailbox_id as "mailboxId", l.folder, l.uid_validity as "uidValidity", l.uid
    from message m
    join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id and l.gone_at is null
    join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
   where m.workspace_id = ${scope.workspaceId} and not m.body_stored
     and (b.kind <> 'personal' or b.visibility_agreed_at is not null
      or exists (select from participant p join contact_address a on a.workspace_id = p.workspace_id and a.address_key = p.address_key
           where p.workspace_id = m.workspace_id and p.message_id = m.id))
   order by l.mailbox_id, l.folder, l.uid_validity, l.uid`
