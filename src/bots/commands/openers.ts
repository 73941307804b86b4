import { bulkWorkspace } from '../../db/sql-workspace.js'
import { loadPendingActions } from '../../domain/people/pending-action-store.js'
import { makeAction } from './actions.js'
import type { Catalog } from './define-command.js'
import type { Row } from './reply.js'
import type { Deps, Who } from './request.js'

/** What a row of a list is about: its first record that a command can show. */
export function recordOfRow(catalog: Catalog, row: Row): string | undefined {
  for (const cell of Object.values(row))
    if (cell !== null && typeof cell === 'object' && 'ref' in cell && showerOf(catalog, cell.ref)) return cell.ref
  return undefined
}

/** The command that shows the record of a reference, and its target's name: DEAL-12 → `deal show`, `deal`. */
export function showerOf(catalog: Catalog, ref: string): { command: string; key: string } | undefined {
  const prefix = ref.split('-', 1)[0] ?? ''
  const kind = [...catalog.kinds.values()].find(({ refPrefixes }) => refPrefixes?.includes(prefix))
  const command = kind?.show === undefined ? undefined : catalog.commands.get(kind.show)
  const target = Object.entries(command?.params ?? {}).find(([, param]) => param.target)
  return command && target && { command: command.name, key: target[0] }
}

/** Stores a button's action a record: each shows the record's card. Answers the actions' ids by reference. */
export async function storeOpeners(
  { db, catalog }: Deps,
  { workspaceId, staffId, via }: Who,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const now = db.clock.now()
  const made = [...new Set(refs)].flatMap((ref) => {
    const shower = showerOf(catalog, ref)
    if (!shower) return []
    const values = { [shower.key]: ref }
    return [{ ref, action: makeAction({ purpose: 'button', command: shower.command, values }, db.ids, now) }]
  })
  if (made.length > 0)
    await bulkWorkspace(db, { workspaceId, actorId: staffId, via }, (bulk) =>
      loadPendingActions(
        bulk,
        made.map(({ action }) => action),
      ),
    )
  return new Map(made.map(({ ref, action }) => [ref, action.id]))
}
