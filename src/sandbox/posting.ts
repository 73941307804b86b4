import { announceChange, announceMessage, announceRemoval } from './delivery/message-events.js'
import { pageMessage } from './page-server/show.js'
import type { Sandbox } from './sandbox.js'
import { canSee } from './workspace/conversations.js'
import { addMessage, findMessage, type NewMessage, removeMessage } from './workspace/messages.js'
import type { StoredMessage } from './workspace/types.js'

/** Everything that makes, changes or removes a message goes through here: pages see it and the app hears of it. */
export function post(sandbox: Sandbox, draft: NewMessage): StoredMessage {
  const message = addMessage(sandbox.workspace, draft)
  showMessage(sandbox, message)
  showParent(sandbox, message)
  clearAgentStatus(sandbox, message)
  sandbox.touch()
  if (!message.ephemeralTo) announceMessage(sandbox, message)
  return message
}

export function edit(sandbox: Sandbox, message: StoredMessage, changes: Partial<StoredMessage>): void {
  const before = { ...message }
  Object.assign(message, changes)
  showMessage(sandbox, message)
  sandbox.touch()
  if (!message.ephemeralTo) announceChange(sandbox, before, message)
}

export function retract(sandbox: Sandbox, message: StoredMessage): void {
  removeMessage(sandbox.workspace, message)
  const { channel, ts } = message
  sandbox.hub.publish((userId) => (sees(sandbox, message, userId) ? { type: 'message_removed', channel, ts } : null))
  showParent(sandbox, message)
  sandbox.touch()
  if (!message.ephemeralTo) announceRemoval(sandbox, message)
}

/** Tells the pages of everybody who may see it. */
export function showMessage(sandbox: Sandbox, message: StoredMessage): void {
  sandbox.hub.publish((userId) =>
    sees(sandbox, message, userId) ? { type: 'message', message: pageMessage(sandbox, message) } : null,
  )
}

export function sees(sandbox: Sandbox, message: StoredMessage, userId: string): boolean {
  if (message.ephemeralTo) return message.ephemeralTo === userId
  const conversation = sandbox.workspace.conversations.get(message.channel)
  return conversation !== undefined && canSee(conversation, userId)
}

/** A reply changes the counts that its parent shows. */
function showParent(sandbox: Sandbox, message: StoredMessage): void {
  if (!message.threadTs || message.threadTs === message.ts || message.ephemeralTo) return
  const parent = findMessage(sandbox.workspace, message.channel, message.threadTs)
  if (parent) showMessage(sandbox, parent)
}

/** “is looking it up…” goes away by itself when the app has answered. */
function clearAgentStatus(sandbox: Sandbox, message: StoredMessage): void {
  const thread = sandbox.workspace.agentThreads.get(`${message.channel}:${message.threadTs}`)
  if (!thread || !message.botId || thread.status === '') return
  thread.status = ''
  sandbox.hub.publish((userId) => (userId === thread.user ? { type: 'agent', thread: { ...thread } } : null))
}
