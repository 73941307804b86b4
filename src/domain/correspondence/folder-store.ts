import type { SqlScope } from '../../db/sql-workspace.js'
import type { RawPlace } from './parsed-message.js'

/**
 * How far a folder is stored. `lastUid` going forward; `backfillUid` the lowest UID stored going back, null once the
 * beginning is reached. UIDs mean something only together with `uidValidity`.
 */
export type FolderCursor = {
  path: string
  specialUse: string | null
  uidValidity: bigint
  lastUid: bigint
  backfillUid: bigint | null
  backfillTotal: number
  backfillDone: number
  modseq: bigint | null
  /** The server's numbers (`FolderNumbers`) when all that it had there was dealt with; null before the first time. */
  seenUidNext: bigint | null
  seenMessages: number | null
}

/** A message that could not be stored, where it is, and why. `raw` is null when it was too large to fetch. */
export type SkippedItem = { folder: string; uidValidity: bigint; uid: bigint; reason: string; raw: RawPlace | null }

/** The cursors of all folders that the server had when they were last looked at. */
export const listCursors = ({ sql, scope }: SqlScope, mailboxId: string): Promise<FolderCursor[]> => sql<
  FolderCursor[]
>`
  select path, special_use as "specialUse", uid_validity as "uidValidity", last_uid as "lastUid",
         backfill_uid as "backfillUid", backfill_total as "backfillTotal", backfill_done as "backfillDone", modseq,
         seen_uid_next as "seenUidNext", seen_messages as "seenMessages"
    from folder_cursor
   where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and uid_validity <> ${NO_SERVER}`

/** In the transaction that stores the messages it speaks of. */
export const putCursor = ({ sql, scope }: SqlScope, mailboxId: string, cursor: FolderCursor) => sql`
  insert into folder_cursor (workspace_id, id, mailbox_id, path, special_use, uid_validity, last_uid, backfill_uid,
    backfill_total, backfill_done, modseq, seen_uid_next, seen_messages)
  values (${scope.workspaceId}, new_id(), ${mailboxId}, ${cursor.path}, ${cursor.specialUse}, ${cursor.uidValidity},
    ${cursor.lastUid}, ${cursor.backfillUid}, ${cursor.backfillTotal}, ${cursor.backfillDone}, ${cursor.modseq},
    ${cursor.seenUidNext}, ${cursor.seenMessages})
  on conflict (workspace_id, mailbox_id, path) do update set special_use = excluded.special_use,
    uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, backfill_uid = excluded.backfill_uid,
    backfill_total = excluded.backfill_total, backfill_done = excluded.backfill_done, modseq = excluded.modseq,
    seen_uid_next = excluded.seen_uid_next, seen_messages = excluded.seen_messages`

export const insertSkipped = ({ sql, scope }: SqlScope, mailboxId: string, items: readonly SkippedItem[]) => sql`
  insert into skipped_message (workspace_id, id, mailbox_id, folder, uid_validity, uid, reason, pack_file, pack_offset, pack_length)
  select ${scope.workspaceId}, new_id(), ${mailboxId}, r.*
    from json_to_recordset(${JSON.stringify(items.map(skippedRow))}::text::json)
      as r(folder text, uid_validity bigint, uid bigint, reason text, pack_file text, pack_offset bigint, pack_length int)
  on conflict (workspace_id, mailbox_id, folder, uid_validity, uid) do update set reason = excluded.reason`

const skippedRow = ({ folder, uidValidity, uid, reason, raw }: SkippedItem) => ({
  folder,
  uid_validity: uidValidity.toString(),
  uid: uid.toString(),
  reason,
  pack_file: raw?.file ?? null,
  pack_offset: raw?.offset ?? null,
  pack_length: raw?.length ?? null,
})

/** A folder in one of its lives: another UIDVALIDITY is another life. */
export type FolderLife = { mailboxId: string; folder: string; uidValidity: bigint }

/** UIDs of the folder's copies that are not known to be gone. */
export async function listLiveUids({ sql, scope }: SqlScope, life: FolderLife): Promise<bigint[]> {
  const rows = await sql<{ uid: bigint }[]>`
    select uid from message_location where workspace_id = ${scope.workspaceId} and mailbox_id = ${life.mailboxId}
       and folder = ${life.folder} and uid_validity = ${life.uidValidity} and gone_at is null`
  return rows.map(({ uid }) => uid)
}

/** Copies that the server no longer has. The messages stay: a mailbox that is tidied up takes nothing from the log. */
export const markGone = ({ sql, scope, now }: SqlScope, life: FolderLife, uids: readonly bigint[]) => sql`
  update message_location set gone_at = ${now}
   where workspace_id = ${scope.workspaceId} and mailbox_id = ${life.mailboxId} and folder = ${life.folder}
     and uid_validity = ${life.uidValidity} and uid = any(${uids.map(String)}::bigint[]) and gone_at is null`

/** All copies of the folder's earlier lives. */
export const markOtherLivesGone = ({ sql, scope, now }: SqlScope, life: FolderLife) => sql`
  update message_location set gone_at = ${now}
   where workspace_id = ${scope.workspaceId} and mailbox_id = ${life.mailboxId} and folder = ${life.folder}
     and uid_validity not in (${life.uidValidity}, ${NO_SERVER}) and gone_at is null`

export const saveFlags = (
  { sql, scope }: SqlScope,
  life: FolderLife,
  flags: readonly { uid: bigint; flags: readonly string[] }[],
) => sql`
  update message_location l set flags = array(select json_array_elements_text(r.flags))
    from json_to_recordset(${JSON.stringify(flags.map((f) => ({ uid: f.uid.toString(), flags: f.flags })))}::text::json)
      as r(uid bigint, flags json)
   where l.workspace_id = ${scope.workspaceId} and l.mailbox_id = ${life.mailboxId} and l.folder = ${life.folder}
     and l.uid_validity = ${life.uidValidity} and l.uid = r.uid
     and l.flags is distinct from array(select json_array_elements_text(r.flags))`

/**
 * UIDVALIDITY of what never lay on an IMAP server: imported mail and mail to the drop address. A server's is never zero
 * (RFC 3501 §9).
 */
export const NO_SERVER = 0n

/**
 * Folders that the server no longer has (renamed, deleted): their copies are gone, and should one come back it is walked
 * again. Answers their paths.
 */
export async function forgetOtherFolders(
  { sql, scope, now }: SqlScope,
  mailboxId: string,
  paths: readonly string[],
): Promise<string[]> {
  const there = paths as string[]
  await sql`
    update message_location set gone_at = ${now}
     where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and folder <> all(${there})
       and uid_validity <> ${NO_SERVER} and gone_at is null`
  const rows = await sql<{ path: string }[]>`
    update folder_cursor set uid_validity = ${NO_SERVER}
     where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and path <> all(${there})
       and uid_validity <> ${NO_SERVER} returning path`
  return rows.map(({ path }) => path)
}

/** A copy that is stored and not known to be gone. `messageKey` is as in `message`. */
export type StoredCopy = { folder: string; uidValidity: bigint; uid: bigint; messageKey: string }
/** A message that was set aside. */
export type SkippedCopy = { folder: string; uidValidity: bigint; uid: bigint; reason: string }

/** All that a mailbox's folders are said to hold, for comparing it with its server. */
export async function listCopies(
  { sql, scope }: SqlScope,
  mailboxId: string,
): Promise<{ stored: StoredCopy[]; skipped: SkippedCopy[] }> {
  const [stored, skipped] = await Promise.all([
    sql<StoredCopy[]>`
      select l.folder, l.uid_validity as "uidValidity", l.uid, m.message_key as "messageKey"
        from message_location l join message m on m.workspace_id = l.workspace_id and m.id = l.message_id
       where l.workspace_id = ${scope.workspaceId} and l.mailbox_id = ${mailboxId}
         and l.uid_validity <> ${NO_SERVER} and l.gone_at is null`,
    sql<SkippedCopy[]>`
      select folder, uid_validity as "uidValidity", uid, reason from skipped_message
       where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId}
         and uid_validity <> ${NO_SERVER} and replayed_at is null`,
  ])
  return { stored: [...stored], skipped: [...skipped] }
}

/** Which of these UIDs were dealt with already: stored or set aside. */
export async function findKnownUids(
  { sql, scope }: SqlScope,
  { mailboxId, folder, uidValidity }: FolderLife,
  uids: readonly bigint[],
): Promise<bigint[]> {
  const wanted = sql`workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and folder = ${folder}
    and uid_validity = ${uidValidity} and uid = any(${uids.map(String)}::bigint[])`
  const rows = await sql<{ uid: bigint }[]>`
    select uid from message_location where ${wanted} union select uid from skipped_message where ${wanted}`
  return rows.map(({ uid }) => uid)
}
