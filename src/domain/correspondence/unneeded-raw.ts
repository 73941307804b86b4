import { bulkOutbox } from '../../db/bulk-outbox.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import type { FilingItem, RawPlace } from './parsed-message.js'

/**
 * Raw bytes lie in their pack before it is known whether a row will name them: another mailbox's copy was filed meanwhile, a
 * rule was made. Those of all but `kept` are wiped by an errand of the same commit, since who is erased later is looked for in
 * rows, and a row is what these don't have.
 */
export async function wishWiped(
  bulk: SqlScope,
  ids: Ids,
  given: readonly FilingItem[],
  kept: readonly FilingItem[],
): Promise<void> {
  const named = new Set(kept.map(({ raw }) => placeKey(raw)))
  const places = given.map(({ raw }) => raw).filter((raw) => raw.file !== '' && !named.has(placeKey(raw)))
  await wipeLater(bulk, ids, places)
}

/** By an errand of the same commit. */
export async function wipeLater(bulk: SqlScope, ids: Ids, places: readonly RawPlace[]): Promise<void> {
  const given = places.map(({ file, offset, length }) => ({ file, offset, length }))
  if (given.length > 0) await bulkOutbox(bulk, ids, [{ kind: 'mail.raw-unneeded', data: { places: given } }])
}

const placeKey = ({ file, offset }: RawPlace): string => `${file} ${offset}`

/** Stretches of packs, up to the given size of each, that no message and no mail set aside names; in order. */
export async function listUnnamed(
  { sql, scope }: SqlScope,
  packs: readonly { file: string; size: number }[],
): Promise<RawPlace[]> {
  const rows = await sql<{ file: string; offset: string; length: string }[]>`
    with pack as (select p.file, p.size from unnest(${packs.map(({ file }) => file)}::text[], ${packs.map(({ size }) => String(size))}::int8[]) as p(file, size)),
    named as (
      select pack_file as file, pack_offset as begins, pack_offset + pack_length as ends from message
       where workspace_id = ${scope.workspaceId} and pack_file <> ''
      union all
      select pack_file, pack_offset, pack_offset + pack_length from skipped_message
       where workspace_id = ${scope.workspaceId} and pack_file is not null
      union all
      select file, size, size from pack),
    stretch as (
      select p.file, n.begins, coalesce(max(n.ends) over (
               partition by p.file order by n.begins rows between unbounded preceding and 1 preceding), 0) as named_until
        from pack p join named n on n.file = p.file where n.begins <= p.size)
    select file, named_until::text as "offset", (begins - named_until)::text as length
      from stretch where begins > named_until order by file, named_until`
  return rows.map((row) => ({ file: row.file, offset: Number(row.offset), length: Number(row.length) }))
}

/** Whoever wipes a pack, or takes it elsewhere, is alone with it until the transaction ends. */
export const lockPack = ({ sql, scope }: SqlScope, file: string) => sql`
  select pg_advisory_xact_lock(hashtextextended('daybook pack ' || ${scope.workspaceId} || ${file}, 0))::text`

/** A lock is held for as long as bytes travel, and Postgres ends whoever is silent for a minute. Throws where it has. */
export const keepLock = ({ sql }: SqlScope): Promise<unknown> => sql`select 1`.execute()
