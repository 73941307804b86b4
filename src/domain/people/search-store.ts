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

/** `rank` compares with that of another question with the same words. */
export type FoundRecord = {
  kind: string
  id: string
  ref: string | null
  title: string
  rank: number
  excerpt: string | null
}

/** Full text, names and references over some kinds, best first. The same of owners as with `findNear`. */
export const findAnywhere = (
  read: SqlScope,
  words: string,
  kinds: readonly string[],
  limit: number,
  owners: Owners,
): Promise<FoundRecord[]> => read.sql<FoundRecord[]>`
    select kind, record_id as id, ref, title, rank, excerpt
      from search.find(${words.slice(0, 200)}, ${kinds as string[]}::text[], ${limit}::int, ${listed(owners)}::uuid[])`

const listed = (owners: Owners): string[] | null => (owners === 'all' ? null : [...owners])
