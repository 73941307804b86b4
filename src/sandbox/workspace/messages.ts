import type { StoredMessage } from './types.js'
import type { Workspace } from './workspace.js'

/** A message to be; the rest starts empty. */
export type NewMessage = Pick<StoredMessage, 'channel' | 'user' | 'text'> & Partial<StoredMessage>

export function addMessage(workspace: Workspace, draft: NewMessage): StoredMessage {
  const message: StoredMessage = {
    blocks: [],
    attachments: [],
    files: [],
    reactions: [],
    ...draft,
    ts: workspace.nextTs(),
  }
  const channel = workspace.messages.get(message.channel)
  if (channel) channel.push(message)
  else workspace.messages.set(message.channel, [message])
  return message
}

export function messagesIn(workspace: Workspace, channel: string): StoredMessage[] {
  return workspace.messages.get(channel) ?? []
}

export function findMessage(workspace: Workspace, channel: string, ts: string): StoredMessage | undefined {
  return messagesIn(workspace, channel).find((each) => each.ts === ts)
}

export function removeMessage(workspace: Workspace, message: StoredMessage): void {
  const rest = messagesIn(workspace, message.channel).filter((each) => each !== message)
  workspace.messages.set(message.channel, rest)
}

/** The lasting replies of a thread, oldest first, without its parent. */
export function repliesOf(workspace: Workspace, channel: string, threadTs: string): StoredMessage[] {
  return messagesIn(workspace, channel).filter(
    (each) => each.threadTs === threadTs && each.ts !== threadTs && !each.ephemeralTo,
  )
}

/** Any message of a thread names it; this is the thread's own `ts`. */
export function threadOf(message: StoredMessage): string {
  return message.threadTs ?? message.ts
}
