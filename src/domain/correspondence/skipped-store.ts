import type { SqlScope } from '../../db/sql-workspace.js'
import type { MessageSpot, RawPlace } from './parsed-message.js'

/** A message that was set aside with its bytes, and not replayed yet. */
export type Replayable = {
  id: string
  folder: string
  uidValidity: bigint
  uid: bigint
  receivedAt: Date
  raw: RawPlace
}

/** In order of their ids, after one of them. */
export async function listReplayable(
  { sql, scope }: SqlScope,
  mailboxId: string,
  after: string | null,
  limit: number,
): Promise<Replayable[]> {
  const rows = await sql<(Omit<Replayable, 'raw'> & { file: string; offset: bigint; length: number })[]>`
    select id, folder, uid_validity as "uidValidity", uid, created_at as "receivedAt",
           pack_file as file, pack_offset as "offset", pack_length as length
      from skipped_message
     where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and replayed_at is null
       and pack_file is not null and (${after}::uuid is null or id > ${after}::uuid)
     order by id limit ${limit}`
  return rows.map(({ file, offset, length, ...row }) => ({ ...row, raw: { file, offset: Number(offset), length } }))
}

/** How much of a mailbox is set aside, with and without its bytes. */
export async function countReplayable({ sql, scope }: SqlScope, mailboxId: string) {
  const [row] = await sql<{ withBytes: number; without: number }[]>`
    select count(*) filter (where pack_file is not null)::int as "withBytes",
           count(*) filter (where pack_file is null)::int as without
      from skipped_message
     where workspace_id = ${scope.workspaceId} and mailbox_id = ${mailboxId} and replayed_at is null`
  return row ?? { withBytes: 0, without: 0 }
}

/** Of these places, those that a message is stored from now: they are no longer set aside. */
export const noteReplayed = ({ sql, scope, now }: SqlScope, mailboxId: string, spots: readonly MessageSpot[]) => sql`
  update skipped_message s set replayed_at = ${now}
    from json_to_recordset(${JSON.stringify(spots.map(toRow))}::text::json) as r(folder text, uid_validity bigint, uid bigint)
    join message_location l on l.workspace_id = ${scope.workspaceId} and l.mailbox_id = ${mailboxId}
     and l.folder = r.folder and l.uid_validity = r.uid_validity and l.uid = r.uid
   where s.workspace_id = ${scope.workspaceId} and s.mailbox_id = ${mailboxId} and s.folder = r.folder
     and s.uid_validity = r.uid_validity and s.uid = r.uid and s.replayed_at is null`

const toRow = ({ folder, uidValidity, uid }: MessageSpot) => ({
  folder,
  uid_validity: uidValidity.toString(),
  uid: uid.toString(),
})
