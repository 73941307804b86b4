import { bulkWorkspace } from '../../db/sql-workspace.js'
import { loadPendingActions, type PendingAction } from '../../domain/people/pending-action-store.js'
import { makeAction, TYPED } from './actions.js'
import type { Catalog } from './define-command.js'
import type { Reply, Row } from './reply.js'
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

/** Without the buttons that show a record. */
export function withoutOpeners({ kinds }: Catalog, reply: Reply): Reply {
  if (!reply.actions) return reply
  const shows = new Set([...kinds.values()].map(({ show }) => show))
  return { ...reply, actions: reply.actions.filter(({ do: does }) => !('command' in does && shows.has(does.command))) }
}

/** References of an answer whose records a command can show: rows are opened by a click, wherever the face has one for it. */
export function openable(catalog: Catalog, { fields = [], sections = [], table }: Reply): readonly string[] {
  const tables = [table, ...sections.map((section) => section.table)]
  const cells = [
    ...tables.flatMap((each) => each?.rows.flatMap((row) => Object.values(row)) ?? []),
    ...[...fields, ...sections.flatMap((section) => section.fields ?? [])].map(({ value }) => value),
  ]
  const refs = cells.flatMap((cell) => (cell !== null && typeof cell === 'object' && 'ref' in cell ? [cell.ref] : []))
  return [...new Set(refs)].filter((ref) => showerOf(catalog, ref) !== undefined)
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
  await store(
    { db, who: { workspaceId, staffId, via } },
    made.map(({ action }) => action),
  )
  return new Map(made.map(({ ref, action }) => [ref, action.id]))
}

/** Stores a button's action a sentence: each takes it as typed. Answers the actions' ids by their sentences. */
export async function storeTyped(
  { db }: Deps,
  who: Who,
  sentences: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const now = db.clock.now()
  const made = sentences.map((text) => makeAction({ purpose: 'typed', command: TYPED, values: { text } }, db.ids, now))
  await store({ db, who }, made)
  return new Map(sentences.map((text, at) => [text, made[at]?.id ?? '']))
}

async function store({ db, who }: { db: Deps['db']; who: Who }, actions: readonly PendingAction[]): Promise<void> {
  if (actions.length === 0) return
  const { workspaceId, staffId, via } = who
  await bulkWorkspace(db, { workspaceId, actorId: staffId, via }, (bulk) => loadPendingActions(bulk, actions))
}
