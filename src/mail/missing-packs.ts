import { access } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { listWorkspaces } from '../domain/people/workspace-store.js'

/** The newest mails are enough to tell a folder that is shared from one that is not. */
const LOOKED_AT = 200

/**
 * Pack files of the newest mail that are not in the folder of this machine, as `<workspace>/<file>`: then it is not the folder that the
 * other machines write into, or was lost. Packs are never removed.
 */
export async function missingPacks(db: Database, rawDir: string): Promise<string[]> {
  const named: string[] = []
  for (const { id } of await listWorkspaces(db)) {
    const rows = await readWorkspace(
      db,
      { workspaceId: id, actorId: null, via: 'job' },
      ({ sql }) => sql<{ file: string }[]>`
        select distinct n.file from (select pack_file as file from message
          where workspace_id = ${id} order by id desc limit ${LOOKED_AT}) n where n.file <> ''`,
    )
    named.push(...rows.map(({ file }) => path.join(id, path.basename(file))))
  }
  const there = await Promise.all(
    named.map((name) =>
      access(path.join(rawDir, name)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return named.filter((_, at) => !there[at])
}
