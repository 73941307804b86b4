import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { toAppError } from '../../lib/errors.js'
import { applyMatch } from './apply-match.js'
import { certainMatches } from './certain-matches.js'
import { type LineFilter, type LineRow, listLines } from './line-list-store.js'
import type { MatchBook } from './match-book.js'
import { loadMatchBook } from './match-book-store.js'

/** Lines that are looked at in one run; a year of a busy account. */
const MOST_OPEN = 20_000

export type MatchRun = {
  matched: readonly { ref: string; reason: string }[]
  /** What was certain and still could not be recorded: a closed month, documents settled meanwhile. */
  failed: readonly { ref: string; reason: string }[]
}

type Open = { lines: LineRow[]; book: MatchBook }

/** Open lines, the oldest first, and what they are compared with. */
export async function readOpen(read: SqlScope, which: Pick<LineFilter, 'trusted'>): Promise<Open> {
  const [lines, book] = await Promise.all([
    listLines(read, { state: 'open', ...which }, MOST_OPEN, 'oldest'),
    loadMatchBook(read),
  ])
  return { lines, book }
}

/** Those that may be matched by themselves: what stands on a statement that does not foot is for people. */
export const MATCHABLE = { trusted: true } as const

export const loadMatchable = (db: Database, scope: Scope): Promise<Open> =>
  readWorkspace(db, scope, (read) => readOpen(read, MATCHABLE))

/**
 * Matches what is certain, each line in a transaction of its own, until nothing more is: what one line settles may make another one
 * certain. May be broken off and repeated at any moment: a line that was matched is not open any more.
 */
export async function matchOpenLines(
  db: Database,
  scope: Scope,
  onProgress?: (done: number, total: number) => void,
): Promise<MatchRun> {
  const matched: { ref: string; reason: string }[] = []
  const failed = new Map<string, string>()
  for (;;) {
    const { lines, book } = await loadMatchable(db, scope)
    const found = certainMatches(lines, book).filter(({ line }) => !failed.has(line.ref))
    if (found.length === 0) return { matched, failed: [...failed].map(([ref, reason]) => ({ ref, reason })) }
    for (const [index, { line, proposal }] of found.entries()) {
      try {
        await inWorkspace(db, scope, (tx) => applyMatch(tx, line.id, proposal))
        matched.push({ ref: line.ref, reason: proposal.reason })
      } catch (thrown) {
        const error = toAppError(thrown)
        if (error.code === 'internal' || error.code === 'unavailable') throw error
        failed.set(line.ref, error.userMessage)
      }
      onProgress?.(index + 1, found.length)
    }
  }
}
