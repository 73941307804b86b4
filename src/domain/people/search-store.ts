import type { SqlScope } from '../../db/sql-workspace.js'
import type { Owners } from './owners.js'

/** A record whose name is like what was typed; 1 is the same. */
export type NearHit = { id: string; likeness: number }

/**
 * Names of one kind by likeness, among the records of some owners before they are counted: behind colleagues' namesakes one's own
 * would not be found. Whoever asks may see no more than that says, so the caller asks for the records by id.
 */
export const findNear = (
  read: SqlScope,
  kind: string,
  words: string,
  limit: number,
  owners: Owners,
): Promise<NearHit[]> =>
  read.sql<NearHit[]>`
    select record_id as id, similarity as likeness
      from search.near(${kind}, ${words.slice(0, 200)}, ${limit}::int, ${listed(owners)}::uuid[])`

/** `excerpt` begins near the first of the words, where they stand in a text. */
export type FoundRecord = {
  kind: string
  id: string
  ref: string | null
  title: string
  rank: number
  excerpt: string | null
}

/** Kinds of which the same people's records are looked through; each kind stands in one of them. */
export type Seen = { kinds: readonly string[]; owners: Owners }

/**
 * Full text, names and references: the best of each kind, best first. Owners narrow before records are counted, as with `findNear`,
 * and the caller asks for the records by id.
 */
export const findAnywhere = (
  read: SqlScope,
  words: string,
  seen: readonly Seen[],
  most: number,
): Promise<FoundRecord[]> => {
  const among = seen.map(({ kinds, owners }) => ({ kinds, owners: listed(owners) }))
  return read.sql<FoundRecord[]>`
    select kind, record_id as id, ref, title, rank, excerpt
      from search.find(${words.slice(0, 200)}, ${JSON.stringify(among)}::text::jsonb, ${most}::int)`
}

const listed = (owners: Owners): string[] | null => (owners === 'all' ? null : [...owners])
