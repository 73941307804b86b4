import type { SqlScope } from '../../db/sql-workspace.js'

/** A record whose name is like what was typed; 1 is the same. */
export type NearHit = { id: string; likeness: number }

/** Names of one kind by likeness. Says nothing about who may see them: the caller asks for the records by id. */
export const findNear = (read: SqlScope, kind: string, words: string, limit: number): Promise<NearHit[]> =>
  read.sql<NearHit[]>`
    select record_id as id, similarity as likeness from search.near(${kind}, ${words.slice(0, 200)}, ${limit}::int)`

export type FoundRecord = { kind: string; id: string; ref: string | null; title: string; excerpt: string | null }

/** Full text, names and references over some kinds, best first. The same caution as with `findNear`. */
export const findAnywhere = (
  read: SqlScope,
  words: string,
  kinds: readonly string[],
  limit: number,
): Promise<FoundRecord[]> => read.sql<FoundRecord[]>`
    select kind, record_id as id, ref, title, excerpt
      from search.find(${words.slice(0, 200)}, ${kinds as string[]}::text[], ${limit}::int)`
