import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { forgetFiles, listUnreferenced, lockFiles } from '../domain/correspondence/attachment-store.js'
import type { MailFiles } from './files/mail-files.js'

/** Names that the database is asked about at once. */
const CHUNK = 5_000

/**
 * Removes files that no mail refers to any longer: those of erased mail, and what a kill left behind. Whoever keeps files
 * holds the lock until they are noted, so what nobody refers to while this holds it alone is nobody's. Answers how many went.
 */
export async function sweepFiles(
  { db, mailFiles }: { db: Database; mailFiles: MailFiles },
  scope: Scope,
): Promise<number> {
  const files = mailFiles.kept(scope.workspaceId)
  await bulkWorkspace(db, scope, forgetFiles)
  let removed = 0
  const sweep = async (names: readonly string[]) => {
    // First without the lock, so that nobody waits while nothing has to go.
    const suspects = await bulkWorkspace(db, scope, (bulk) => listUnreferenced(bulk, names))
    if (suspects.length === 0) return
    await bulkWorkspace(db, scope, async (bulk) => {
      await lockFiles(bulk, 'alone')
      for (const name of await listUnreferenced(bulk, suspects)) {
        await files.remove(name)
        removed += 1
      }
    })
  }
  let names: string[] = []
  for await (const name of files.list()) {
    names.push(name)
    if (names.length < CHUNK) continue
    await sweep(names)
    names = []
  }
  await sweep(names)
  return removed
}
