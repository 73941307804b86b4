import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { shareCommits } from '../../db/share-commits.js'
import type { SqlTransaction } from '../../db/sql-types.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import type { NewEntry } from './entry.js'
import { entryJson, type Posted, postEntries, requireSound } from './post-entries.js'

/** Posts entries in a transaction of their own, all or none, and answers once they are durable. */
export type Poster = { post(scope: Scope, entries: readonly NewEntry[]): Promise<Posted[]> }

type Ask = { scope: Scope; entries: readonly NewEntry[] }

/**
 * A poster whose callers share commits (docs/adr/0020). For entries that are the whole of a transaction; what a business transaction
 * posts commits with it.
 */
export function openPoster(db: Database): Poster {
  const post = shareCommits<Ask, Posted[]>(db, {
    lineOf: ({ scope }) => scope.workspaceId,
    sizeOf: ({ entries }) => entries.length,
    together: (connection, asked) => postAll(connection, db, asked),
    alone: ({ scope, entries }) => bulkWorkspace(db, scope, (bulk) => postEntries(bulk, entries)),
  })
  return {
    post: async (scope, entries) => {
      if (entries.length === 0) return []
      requireSound(entries)
      return post({ scope, entries })
    },
  }
}

/**
 * A statement by itself is a transaction: one message there and one back, which the server sends once the commit is on its disk
 * (Sync closes the transaction before it says ReadyForQuery).
 */
async function postAll(sql: SqlTransaction, db: Database, asked: readonly Ask[]): Promise<Posted[][]> {
  const body = JSON.stringify(asked.flatMap(({ scope, entries }) => entries.map((entry) => signed(entry, scope))))
  const [posted] = await sql<[{ entryIds: string[]; replayed: boolean[] }]>`
    select entry_ids as "entryIds", replayed
    from post_entries_alone(${asked[0]?.scope.workspaceId ?? null}::uuid, ${db.clock.now().toISOString()}, ${body}::text::jsonb)`
  const answers = posted.entryIds.map((entryId, n) => ({ entryId, replayed: posted.replayed[n] ?? false }))
  let from = 0
  return asked.map(({ entries }) => answers.slice(from, (from += entries.length)))
}

const signed = (entry: NewEntry, { actorId, via }: Scope) => ({ ...entryJson(entry), recorded_by: actorId, via })
