import type { Sandbox } from '../sandbox.js'
import { filesJson, messageJson } from '../web-api/present.js'
import type { StoredConversation, StoredMessage } from '../workspace/types.js'
import { sendEvent } from './events.js'

const CHANNEL_TYPES = { channel: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const
const SUBSCRIPTIONS = { channel: 'message.channels', private: 'message.groups', im: 'message.im', mpim: 'message.mpim' }

/** The events by which an app hears of a new message: only in conversations that it is in. */
export function announceMessage(sandbox: Sandbox, message: StoredMessage): void {
  const conversation = heardIn(sandbox, message)
  if (!conversation || message.subtype === 'assistant_app_thread') return
  sendEvent(sandbox, SUBSCRIPTIONS[conversation.kind], messageEvent(sandbox, conversation, message))
  if (message.botId) return
  announceMention(sandbox, conversation, message)
  announceLinks(sandbox, conversation, message)
  for (const id of message.files) {
    const [file] = filesJson(sandbox, [id])
    const about = { file_id: id, user_id: message.user, channel_id: message.channel }
    if (file) sendEvent(sandbox, 'file_shared', { type: 'file_shared', ...about, file: { id } })
  }
}

function heardIn(sandbox: Sandbox, message: StoredMessage): StoredConversation | undefined {
  const conversation = sandbox.workspace.conversations.get(message.channel)
  return conversation?.members.includes(sandbox.workspace.app.botUserId) ? conversation : undefined
}

function messageEvent(sandbox: Sandbox, conversation: StoredConversation, message: StoredMessage) {
  return {
    ...messageJson(sandbox, message),
    type: 'message',
    channel: conversation.id,
    channel_type: CHANNEL_TYPES[conversation.kind],
    event_ts: message.ts,
  }
}

/** In DMs there are no mentions: the message event says it all. */
function announceMention(sandbox: Sandbox, conversation: StoredConversation, message: StoredMessage): void {
  if (conversation.kind === 'im' || !message.text.includes(`<@${sandbox.workspace.app.botUserId}`)) return
  const event = { ...messageJson(sandbox, message), type: 'app_mention', channel: conversation.id }
  sendEvent(sandbox, 'app_mention', { ...event, event_ts: message.ts })
}

function announceLinks(sandbox: Sandbox, conversation: StoredConversation, message: StoredMessage): void {
  const domains = sandbox.config.manifest.features.unfurl_domains
  const urls = [...message.text.matchAll(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? '')
  const links = urls.flatMap((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : ''
    const domain = domains.find((each) => host === each || host.endsWith(`.${each}`))
    return domain ? [{ domain, url }] : []
  })
  if (links.length === 0) return
  sendEvent(sandbox, 'link_shared', {
    type: 'link_shared',
    channel: conversation.id,
    is_bot_user_member: true,
    user: message.user,
    message_ts: message.ts,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    links,
    unfurl_id: `${conversation.id}-${message.ts}`,
    source: 'conversations_history',
    event_ts: sandbox.workspace.nextTs(),
  })
}

export function announceChange(sandbox: Sandbox, before: StoredMessage, after: StoredMessage): void {
  const conversation = heardIn(sandbox, after)
  if (!conversation) return
  sendEvent(sandbox, SUBSCRIPTIONS[conversation.kind], {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: conversation.id,
    channel_type: CHANNEL_TYPES[conversation.kind],
    message: messageJson(sandbox, after),
    previous_message: messageJson(sandbox, before),
    ts: sandbox.workspace.nextTs(),
  })
}

export function announceRemoval(sandbox: Sandbox, message: StoredMessage): void {
  const conversation = heardIn(sandbox, message)
  if (!conversation) return
  sendEvent(sandbox, SUBSCRIPTIONS[conversation.kind], {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: conversation.id,
    channel_type: CHANNEL_TYPES[conversation.kind],
    deleted_ts: message.ts,
    previous_message: messageJson(sandbox, message),
    ts: sandbox.workspace.nextTs(),
  })
}
