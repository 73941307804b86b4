import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { fromDatabase } from '../../db/sqlstate.js'
import type { NewEntry } from './entry.js'
import { entryJson, type Posted, postEntries, requireSound, withNextOpenDate } from './post-entries.js'

/** Posts entries in a transaction of their own, all or none, and answers once they are durable. */
export type Poster = { post(scope: Scope, entries: readonly NewEntry[]): Promise<Posted[]> }

/** A caller that waits for its entries. */
type Waiting = {
  scope: Scope
  entries: readonly NewEntry[]
  done(posted: Posted[]): void
  failed(error: unknown): void
}

type Reserved = Awaited<ReturnType<Database['sql']['reserve']>>

/** One commit is prepared while the other is on its way to the disk; a third gained nothing with eight clients on two cores. */
const COMMITS_UNDER_WAY = 2
/** Few enough that the statement's plan for small loads fits, and that nobody waits long for somebody else's entries. */
const MOST_ENTRIES = 64

/**
 * Callers that ask while commits are under way share the next one: under load a commit carries many entries, alone a caller waits
 * for nobody. Each still gets its own answer: where a shared commit is refused, every caller's entries are posted again on their
 * own, so that a fault stays with whose it is. For entries that are the whole of a transaction; what a business transaction posts
 * commits with it.
 */
export function openPoster(db: Database): Poster {
  const lines = new Map<string, { waiting: Waiting[]; underWay: number }>()
  const lineOf = (workspaceId: string) => {
    const line = lines.get(workspaceId) ?? { waiting: [], underWay: 0 }
    lines.set(workspaceId, line)
    return line
  }

  const work = async (workspaceId: string) => {
    const line = lineOf(workspaceId)
    if (line.underWay >= COMMITS_UNDER_WAY) return
    line.underWay += 1
    while (line.waiting.length > 0) await workOff(db, workspaceId, line.waiting)
    line.underWay -= 1
    if (line.underWay === 0 && line.waiting.length === 0) lines.delete(workspaceId)
  }

  return {
    post: (scope, entries) =>
      new Promise((done, failed) => {
        if (entries.length === 0) return done([])
        requireSound(entries)
        lineOf(scope.workspaceId).waiting.push({ scope, entries, done, failed })
        void work(scope.workspaceId)
      }),
  }
}

/** Takes from the front as many callers as fit into one commit, at least one. */
function nextGroup(waiting: Waiting[]): Waiting[] {
  let count = 0
  let entries = 0
  for (const caller of waiting) {
    entries += caller.entries.length
    if (count > 0 && entries > MOST_ENTRIES) break
    count += 1
  }
  return waiting.splice(0, count)
}

/**
 * Commits groups on one connection, whose plans and caches are warm, until nobody waits or one is refused. Never throws: whatever
 * comes of it is the callers' answer.
 */
async function workOff(db: Database, workspaceId: string, waiting: Waiting[]): Promise<void> {
  let group: readonly Waiting[] = []
  let connection: Reserved | undefined
  try {
    connection = await db.sql.reserve()
    while (waiting.length > 0) {
      group = nextGroup(waiting)
      const posted = await commit(connection, db, workspaceId, group)
      let from = 0
      for (const { entries, done } of group) done(posted.slice(from, (from += entries.length)))
    }
  } catch (thrown) {
    await answerEach(db, group.length > 0 ? group : nextGroup(waiting), thrown)
  } finally {
    connection?.release()
  }
}

/** One caller's refusal is its own; of several each is tried alone. */
async function answerEach(db: Database, group: readonly Waiting[], thrown: unknown): Promise<void> {
  const [only] = group
  if (group.length === 1) return only?.failed(withNextOpenDate(fromDatabase(thrown)))
  for (const { scope, entries, done, failed } of group) {
    try {
      done(await bulkWorkspace(db, scope, (bulk) => postEntries(bulk, entries)))
    } catch (own) {
      failed(own)
    }
  }
}

/** One transaction in one round trip. COMMIT is a statement of its own: its answer comes after the disk's. */
async function commit(sql: Reserved, db: Database, workspaceId: string, group: readonly Waiting[]): Promise<Posted[]> {
  const body = JSON.stringify(group.flatMap(({ scope, entries }) => entries.map((entry) => signed(entry, scope))))
  const sent = [
    sql`begin isolation level read committed`.execute(),
    sql<Posted[]>`
      select entry_id as "entryId", replayed
      from post_entries_alone(${workspaceId}::uuid, ${db.clock.now().toISOString()}, ${body}::text::jsonb)`.execute(),
    sql`commit`.execute(),
  ] as const
  // All three have ended, whatever came of them, before the connection serves again.
  await Promise.allSettled(sent)
  const [, rows] = await Promise.all(sent)
  return rows
}

const signed = (entry: NewEntry, { actorId, via }: Scope) => ({ ...entryJson(entry), recorded_by: actorId, via })
