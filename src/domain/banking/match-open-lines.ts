import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { toAppError } from '../../lib/errors.js'
import { applyMatch } from './apply-match.js'
import { certainMatches } from './certain-matches.js'
import { type LineRow, listLines } from './line-list-store.js'
import type { MatchBook } from './match-book.js'
import { loadMatchBook } from './match-book-store.js'

/** Lines that are looked at in one run; a year of a busy account. */
export const MOST_OPEN = 20_000

export type MatchRun = {
  matched: readonly { ref: string; reason: string }[]
  /** What was certain and still could not be recorded: a closed month, documents settled meanwhile. */
  failed: readonly { ref: string; reason: string }[]
}

/** The open lines that may be matched by themselves: those of a statement that does not foot are for people. */
export const loadOpen = (db: Database, scope: Scope): Promise<{ lines: LineRow[]; book: MatchBook }> =>
  readWorkspace(db, scope, async (read) => {
    const [all, book] = await Promise.all([
      listLines(read, { state: 'open', trusted: true }, MOST_OPEN, 'oldest'),
      loadMatchBook(read),
    ])
    return { lines: all, book }
  })

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
    const { lines, book } = await loadOpen(db, scope)
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
