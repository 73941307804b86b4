import type { Clock } from '../clock.js'
import { stableId } from './ids.js'
import type { StoredConversation } from './types.js'
import type { Workspace } from './workspace.js'

/** By id, or by name with or without `#`. Slack's own methods take names in few places; chat.postMessage is one. */
export function findConversation(workspace: Workspace, idOrName: string): StoredConversation | undefined {
  const byId = workspace.conversations.get(idOrName)
  if (byId) return byId
  const name = idOrName.replace(/^#/, '')
  return [...workspace.conversations.values()].find((each) => each.name === name && each.name !== '')
}

/** The DM of exactly these people, opened if need be. */
export function openDirect(workspace: Workspace, clock: Clock, userIds: readonly string[]): StoredConversation {
  const members = [...new Set(userIds)].sort()
  const kind = members.length > 2 ? 'mpim' : 'im'
  const id = stableId(kind === 'im' ? 'D' : 'G', members.join())
  const existing = workspace.conversations.get(id)
  if (existing) return existing
  const created = Math.floor(clock.now() / 1000)
  const opened: StoredConversation = { id, kind, name: '', topic: '', members, created }
  workspace.conversations.set(id, opened)
  return opened
}

/** Private channels and DMs exist only for their members. */
export function canSee(conversation: StoredConversation, userId: string): boolean {
  return conversation.kind === 'channel' || conversation.members.includes(userId)
}

/** Whom a person writes with, for the heading of a DM. */
export function othersIn(conversation: StoredConversation, userId: string): string[] {
  const others = conversation.members.filter((each) => each !== userId)
  return others.length > 0 ? others : [userId]
}
