import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { listWorkspaces } from '../domain/people/workspace-store.js'
import type { MailFiles } from './files/mail-files.js'

/** The newest mails are enough to tell a place that all share from one of this machine's own. In a bucket each may be a pack of its own. */
const LOOKED_AT = 50

/**
 * Packs of the newest mail that are not where this machine looks for them, as `<workspace>/<file>`: then it is not the place that the
 * other machines write to, or was lost. Packs that a row names are never removed. Throws `unavailable` where nobody can tell just now.
 */
export async function missingPacks(db: Database, mailFiles: MailFiles): Promise<string[]> {
  const missing: string[] = []
  for (const { id } of await listWorkspaces(db)) {
    const rows = await readWorkspace(
      db,
      { workspaceId: id, actorId: null, via: 'job' },
      ({ sql }) => sql<{ file: string }[]>`
        select distinct n.file from (select pack_file as file from message
          where workspace_id = ${id} order by id desc limit ${LOOKED_AT}) n where n.file <> ''`,
    )
    const packs = mailFiles.packs(id)
    const there = await Promise.all(rows.map(({ file }) => packs.has(file)))
    missing.push(...rows.filter((_, at) => !there[at]).map(({ file }) => `${id}/${file}`))
  }
  return missing
}
