import type { Conversation } from '../../page-api.js'

/** `#sales`, or whom one talks with. */
export function titleOf(conversation: Conversation): string {
  const isChannel = conversation.kind === 'channel' || conversation.kind === 'private'
  return isChannel ? `#${conversation.name}` : conversation.name
}
