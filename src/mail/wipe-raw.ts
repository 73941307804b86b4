import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import type { RawPlace } from '../domain/correspondence/parsed-message.js'
import { keepLock, lockPack } from '../domain/correspondence/unneeded-raw.js'
import type { MailFiles } from './files/mail-files.js'

/**
 * Wipes raw mail for good, any number of times. A pack at a time and one alone: an object is wiped by being read and written anew, and of
 * two at once the second would bring back what the first wiped, as a move to another place would.
 */
export async function wipeRaw(
  { db, mailFiles }: { db: Database; mailFiles: MailFiles },
  scope: Scope,
  places: readonly RawPlace[],
): Promise<void> {
  for (const file of new Set(places.map((place) => place.file)))
    await bulkWorkspace(db, scope, async (bulk) => {
      await lockPack(bulk, file)
      const there = places.filter((place) => place.file === file)
      await mailFiles.packs(scope.workspaceId).wipe(file, there, () => keepLock(bulk))
    })
}
