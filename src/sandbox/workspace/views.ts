import { randomBytes } from 'node:crypto'
import { withIds } from '../blocks/ids.js'
import type { Json } from '../json.js'
import { randomId } from './ids.js'
import type { StoredView } from './types.js'
import type { Workspace } from './workspace.js'

const newHash = (workspace: Workspace) => `${workspace.nextTs()}.${randomBytes(4).toString('hex')}`

const filled = (view: Json): Json => ({ ...view, blocks: withIds(view.blocks) })

/** The open modals of a person, bottom first. */
export function modalsOf(workspace: Workspace, userId: string): StoredView[] {
  const ids = workspace.modals.get(userId) ?? []
  return ids.flatMap((id) => workspace.views.get(id) ?? [])
}

/** Puts a view on top of a person's stack; `fresh` throws away what was open, as opening does. */
export function pushModal(workspace: Workspace, userId: string, view: Json, fresh: boolean): StoredView {
  if (fresh) clearModals(workspace, userId)
  const stack = modalsOf(workspace, userId)
  const id = randomId('V')
  const stored: StoredView = {
    id,
    type: 'modal',
    user: userId,
    view: filled(view),
    hash: newHash(workspace),
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    errors: {},
  }
  workspace.views.set(id, stored)
  workspace.modals.set(userId, [...stack.map((each) => each.id), id])
  return stored
}

export function replaceView(workspace: Workspace, stored: StoredView, view: Json): void {
  stored.view = filled(view)
  stored.hash = newHash(workspace)
  stored.errors = {}
}

/** Takes the top view away; the one below shows again. */
export function popModal(workspace: Workspace, userId: string): void {
  const stack = workspace.modals.get(userId) ?? []
  const top = stack.at(-1)
  if (top) workspace.views.delete(top)
  workspace.modals.set(userId, stack.slice(0, -1))
}

export function clearModals(workspace: Workspace, userId: string): void {
  for (const id of workspace.modals.get(userId) ?? []) workspace.views.delete(id)
  workspace.modals.delete(userId)
}

/** A person's Home keeps its id from one publication to the next. */
export function publishHome(workspace: Workspace, userId: string, view: Json): StoredView {
  const existing = homeOf(workspace, userId)
  if (existing) {
    replaceView(workspace, existing, view)
    return existing
  }
  const id = randomId('V')
  const hash = newHash(workspace)
  const home: StoredView = {
    id,
    type: 'home',
    user: userId,
    view: filled(view),
    hash,
    rootId: id,
    previousId: null,
    errors: {},
  }
  workspace.views.set(id, home)
  workspace.homes.set(userId, id)
  return home
}

export function homeOf(workspace: Workspace, userId: string): StoredView | undefined {
  return workspace.views.get(workspace.homes.get(userId) ?? '')
}
