import { directOf } from '../direct.js'
import type { Json } from '../json.js'
import { join } from '../membership.js'
import type { Sandbox } from '../sandbox.js'
import { messagesIn, repliesOf, threadOf } from '../workspace/messages.js'
import type { StoredConversation, StoredMessage } from '../workspace/types.js'
import { conversationOf, memberConversation, messageOf } from './access.js'
import { type Args, commaList, flag, optional, required } from './args.js'
import { page } from './paging.js'
import { conversationJson, messageJson } from './present.js'
import { SlackError } from './slack-error.js'

export function open(sandbox: Sandbox, args: Args): Json {
  const { workspace } = sandbox
  const users = commaList(args, 'users')
  const named = optional(args, 'channel')
  if (users.length === 0 && !named) throw new SlackError('users_list_not_supplied')
  if (users.some((each) => !workspace.users.has(each))) throw new SlackError('user_not_found')
  const before = workspace.conversations.size
  const opened = named ? conversationOf(sandbox, args) : directOf(sandbox, [...users, workspace.app.botUserId])
  const already = workspace.conversations.size > before ? {} : { no_op: true, already_open: true }
  return { ...already, channel: flag(args, 'return_im') ? conversationJson(sandbox, opened) : { id: opened.id } }
}

export function info(sandbox: Sandbox, args: Args): Json {
  return { channel: conversationJson(sandbox, conversationOf(sandbox, args)) }
}

export function list(sandbox: Sandbox, args: Args): Json {
  // An organisation's token is for many teams.
  if (sandbox.config.enterprise && !optional(args, 'team_id')) throw new SlackError('missing_argument')
  const visible = visibleTo(sandbox, sandbox.workspace.app.botUserId, args, true)
  const { items, response_metadata } = page(args, visible)
  return { channels: items.map((each) => conversationJson(sandbox, each)), response_metadata }
}

/** `users.conversations`: those that a person, or the app itself, is a member of. */
export function ofUser(sandbox: Sandbox, args: Args): Json {
  const user = optional(args, 'user') ?? sandbox.workspace.app.botUserId
  if (!sandbox.workspace.users.has(user)) throw new SlackError('user_not_found')
  const { items, response_metadata } = page(args, visibleTo(sandbox, user, args, false))
  return { channels: items.map((each) => conversationJson(sandbox, each)), response_metadata }
}

const TYPES = { channel: 'public_channel', private: 'private_channel', im: 'im', mpim: 'mpim' } as const

function visibleTo(sandbox: Sandbox, user: string, args: Args, unjoined: boolean): StoredConversation[] {
  const wanted = commaList(args, 'types')
  const types = wanted.length > 0 ? wanted : ['public_channel']
  const bot = sandbox.workspace.app.botUserId
  return [...sandbox.workspace.conversations.values()].filter((each) => {
    const open = each.kind === 'channel'
    const reachable = each.members.includes(user) || (unjoined && open)
    return types.includes(TYPES[each.kind]) && reachable && (open || each.members.includes(bot))
  })
}

export function members(sandbox: Sandbox, args: Args): Json {
  const { items, response_metadata } = page(args, conversationOf(sandbox, args).members)
  return { members: items, response_metadata }
}

export function joinChannel(sandbox: Sandbox, args: Args): Json {
  const conversation = conversationOf(sandbox, args)
  if (conversation.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type')
  join(sandbox, conversation, [sandbox.workspace.app.botUserId])
  return { channel: conversationJson(sandbox, conversation) }
}

/** Newest first, without replies that stay in their threads. */
export function history(sandbox: Sandbox, args: Args): Json {
  const conversation = memberConversation(sandbox, args)
  const all = messagesIn(sandbox.workspace, conversation.id)
    .filter((each) => !each.ephemeralTo && (!each.threadTs || each.threadTs === each.ts || each.broadcast))
    .filter(within(args))
    .reverse()
  const { items, response_metadata } = page(args, all)
  return { messages: present(sandbox, items, args), has_more: response_metadata.next_cursor !== '', response_metadata }
}

/** A thread, oldest first, its parent at the head of every page. */
export function replies(sandbox: Sandbox, args: Args): Json {
  const conversation = memberConversation(sandbox, args)
  const ts = required(args, 'ts')
  const parent = messageOf(sandbox, conversation.id, threadOf(findThread(sandbox, conversation.id, ts)))
  const answers = repliesOf(sandbox.workspace, conversation.id, parent.ts).filter(within(args))
  const { items, response_metadata } = page(args, answers)
  const messages = present(sandbox, [parent, ...items], args)
  return { messages, has_more: response_metadata.next_cursor !== '', response_metadata }
}

function findThread(sandbox: Sandbox, channel: string, ts: string): StoredMessage {
  const found = messagesIn(sandbox.workspace, channel).find((each) => each.ts === ts && !each.ephemeralTo)
  if (!found) throw new SlackError('thread_not_found')
  return found
}

function within(args: Args): (message: StoredMessage) => boolean {
  const oldest = Number(optional(args, 'oldest') ?? 0)
  const latest = Number(optional(args, 'latest') ?? Number.POSITIVE_INFINITY)
  const inclusive = flag(args, 'inclusive')
  return ({ ts }) => {
    const at = Number(ts)
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest
  }
}

/** Metadata is shown only to those who ask for all of it. */
function present(sandbox: Sandbox, messages: readonly StoredMessage[], args: Args): Json[] {
  return messages.map((each) => {
    const { metadata, ...rest } = messageJson(sandbox, each)
    return metadata && flag(args, 'include_all_metadata') ? { ...rest, metadata } : rest
  })
}
