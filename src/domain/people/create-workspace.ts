import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Via } from '../../db/scope.js'
import { ensureDefaultRoles } from './role-store.js'
import { checkNewWorkspace, type NewWorkspace } from './workspace.js'
import { insertWorkspace } from './workspace-store.js'

/**
 * Makes a workspace, quiet, with its default roles; answers its id. `fill` runs in the same transaction (first staff, chart
 * of accounts), so that a half-made company can't be. A slug that is taken is a `conflict`.
 */
export async function createWorkspace(
  db: Database,
  input: NewWorkspace,
  { via = 'setup', fill }: { via?: Via; fill?: (tx: Tx) => Promise<void> } = {},
): Promise<string> {
  const workspace = checkNewWorkspace(input)
  const id = db.ids.next()
  await inWorkspace(db, { workspaceId: id, actorId: null, via }, async (tx) => {
    await insertWorkspace(tx, workspace)
    await ensureDefaultRoles(tx)
    await fill?.(tx)
  })
  return id
}
