import { checkMessage } from '../blocks/check.js'
import { LIMITS } from '../blocks/limits.js'
import { isRecord, type Json } from '../json.js'
import { edit, post, retract } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { findMessage } from '../workspace/messages.js'
import type { StoredMessage } from '../workspace/types.js'
import { conversationOf, memberConversation, messageOf, postTarget, userOf } from './access.js'
import { type Args, flag, optional, required, requiredRecord } from './args.js'
import { contentOf, imagesOf, isEmpty, metadataOf } from './content.js'
import { messageJson } from './present.js'
import { fromProblems, SlackError } from './slack-error.js'

/** Slack's limit of posts: per channel, not per app. */
function throttle(sandbox: Sandbox, channel: string): void {
  const seconds = sandbox.rateLimit.take(channel)
  if (seconds > 0) throw new SlackError('ratelimited', {}, seconds)
}

export function postMessage(sandbox: Sandbox, args: Args): Json {
  const { app } = sandbox.workspace
  const target = postTarget(sandbox, args)
  const content = contentOf(sandbox, args)
  if (isEmpty(content)) throw new SlackError('no_text')
  const metadata = metadataOf(args)
  const threadTs = threadArg(sandbox, target.id, args)
  throttle(sandbox, target.id)
  const message = post(sandbox, {
    ...content,
    channel: target.id,
    user: app.botUserId,
    botId: app.botId,
    ...(threadTs ? { threadTs, broadcast: flag(args, 'reply_broadcast') } : {}),
    ...(metadata ? { metadata } : {}),
  })
  return { channel: target.id, ts: message.ts, message: messageJson(sandbox, message) }
}

/** The thread to reply in. A reply to a reply goes to the same thread. */
export function threadArg(sandbox: Sandbox, channel: string, args: Args): string | undefined {
  const ts = optional(args, 'thread_ts')
  if (ts === undefined) return undefined
  const parent = findMessage(sandbox.workspace, channel, ts)
  if (!parent || parent.ephemeralTo) throw new SlackError('thread_not_found')
  return parent.threadTs ?? parent.ts
}

export function postEphemeral(sandbox: Sandbox, args: Args): Json {
  const { app } = sandbox.workspace
  const target = postTarget(sandbox, args)
  const person = userOf(sandbox, args)
  if (!target.members.includes(person.id)) throw new SlackError('user_not_in_channel')
  const content = contentOf(sandbox, args)
  if (isEmpty(content)) throw new SlackError('no_text')
  const threadTs = threadArg(sandbox, target.id, args)
  throttle(sandbox, target.id)
  const message = post(sandbox, {
    ...content,
    channel: target.id,
    user: app.botUserId,
    botId: app.botId,
    ephemeralTo: person.id,
    ...(threadTs ? { threadTs } : {}),
  })
  return { message_ts: message.ts }
}

export function update(sandbox: Sandbox, args: Args): Json {
  const conversation = conversationOf(sandbox, args)
  const message = ownMessage(sandbox, conversation.id, required(args, 'ts'), 'cant_update_message')
  if (message.streaming) throw new SlackError('streaming_state_conflict')
  const given = contentOf(sandbox, args, LIMITS.updateText)
  const metadata = metadataOf(args)
  // What isn't mentioned stays as it was; an empty list takes it away.
  const kept = (key: string) => args[key] === undefined && args.markdown_text === undefined
  const content = {
    text: kept('text') ? message.text : given.text,
    blocks: kept('blocks') ? message.blocks : given.blocks,
    attachments: kept('attachments') ? message.attachments : given.attachments,
  }
  if (isEmpty(content)) throw new SlackError('no_text')
  edit(sandbox, message, { ...content, ...(metadata ? { metadata } : {}) })
  const { text, ts } = message
  return { channel: conversation.id, ts, text, message: messageJson(sandbox, message) }
}

export function remove(sandbox: Sandbox, args: Args): Json {
  const conversation = conversationOf(sandbox, args)
  const message = ownMessage(sandbox, conversation.id, required(args, 'ts'), 'cant_delete_message')
  retract(sandbox, message)
  return { channel: conversation.id, ts: message.ts }
}

/** An app may change what it wrote itself, and nothing else. */
function ownMessage(sandbox: Sandbox, channel: string, ts: string, refusal: string): StoredMessage {
  const message = messageOf(sandbox, channel, ts)
  if (message.botId !== sandbox.workspace.app.botId) throw new SlackError(refusal)
  return message
}

export function getPermalink(sandbox: Sandbox, args: Args): Json {
  const conversation = conversationOf(sandbox, args)
  const message = messageOf(sandbox, conversation.id, required(args, 'message_ts'))
  return { channel: conversation.id, permalink: permalink(sandbox, message) }
}

export function permalink(sandbox: Sandbox, message: StoredMessage): string {
  const thread = message.threadTs && message.threadTs !== message.ts ? `?thread_ts=${message.threadTs}` : ''
  return `${sandbox.url}/archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`
}

/** Puts cards below a person's message, one for each of its links that the app knows. */
export function unfurl(sandbox: Sandbox, args: Args): Json {
  const conversation = memberConversation(sandbox, args)
  const message = messageOf(sandbox, conversation.id, required(args, 'ts'))
  const unfurls = requiredRecord(args, 'unfurls')
  const cards = Object.entries(unfurls).map(([url, card]) => {
    if (!isRecord(card)) throw new SlackError('invalid_unfurls_format')
    if (!message.text.includes(url)) throw new SlackError('cannot_unfurl_url')
    return { ...card, from_url: url }
  })
  const problems = checkMessage(undefined, cards, imagesOf(sandbox))
  if (problems.length > 0) throw fromProblems('invalid_blocks', problems)
  const others = message.attachments.filter((each) => !cards.some((card) => card.from_url === each.from_url))
  const attachments = [...others, ...cards].map((each, index) => ({ ...each, id: index + 1 }))
  edit(sandbox, message, { attachments })
  return {}
}
