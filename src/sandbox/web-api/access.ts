import { directOf } from '../direct.js'
import type { Sandbox } from '../sandbox.js'
import { findConversation } from '../workspace/conversations.js'
import { findMessage } from '../workspace/messages.js'
import type { Person, StoredConversation, StoredMessage } from '../workspace/types.js'
import { type Args, required } from './args.js'
import { SlackError } from './slack-error.js'

/** The conversation an app names, if it may know of it: a private one that it isn't in looks like none. */
export function conversationOf(sandbox: Sandbox, args: Args, key = 'channel'): StoredConversation {
  const { workspace } = sandbox
  const named = required(args, key)
  const found = findConversation(workspace, named)
  if (!found || (found.kind !== 'channel' && !found.members.includes(workspace.app.botUserId))) {
    throw new SlackError('channel_not_found')
  }
  return found
}

/** Where a post goes: a conversation that the app is in, or the DM with a user named by id. */
export function postTarget(sandbox: Sandbox, args: Args, key = 'channel'): StoredConversation {
  const { workspace } = sandbox
  const person = workspace.users.get(required(args, key))
  if (person) return directOf(sandbox, [person.id, workspace.app.botUserId])
  const target = conversationOf(sandbox, args, key)
  if (!target.members.includes(workspace.app.botUserId) && !hasScope(sandbox, 'chat:write.public')) {
    throw new SlackError('not_in_channel')
  }
  return target
}

export function memberConversation(sandbox: Sandbox, args: Args): StoredConversation {
  const conversation = conversationOf(sandbox, args)
  if (!conversation.members.includes(sandbox.workspace.app.botUserId)) throw new SlackError('not_in_channel')
  return conversation
}

export function userOf(sandbox: Sandbox, args: Args, key = 'user'): Person {
  const found = sandbox.workspace.users.get(required(args, key))
  if (!found) throw new SlackError('user_not_found')
  return found
}

/** A lasting message. Ephemeral ones can't be found by any method, as in Slack. */
export function messageOf(sandbox: Sandbox, channel: string, ts: string): StoredMessage {
  const found = findMessage(sandbox.workspace, channel, ts)
  if (!found || found.ephemeralTo) throw new SlackError('message_not_found')
  return found
}

/** Whether the manifest asks for a scope; a manifest that names none is not held to any. */
export function hasScope(sandbox: Sandbox, scope: string): boolean {
  const scopes = sandbox.config.manifest.oauth_config?.scopes?.bot
  return scopes === undefined ? scope !== 'chat:write.public' : scopes.includes(scope)
}
