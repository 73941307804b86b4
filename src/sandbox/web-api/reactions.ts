import { sendEvent } from '../delivery/events.js'
import { showMessage } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import type { StoredMessage } from '../workspace/types.js'
import { memberConversation, messageOf } from './access.js'
import { type Args, required } from './args.js'
import { SlackError } from './slack-error.js'

export function add(sandbox: Sandbox, args: Args): void {
  const conversation = memberConversation(sandbox, args)
  const message = messageOf(sandbox, conversation.id, required(args, 'timestamp'))
  const name = required(args, 'name').replaceAll(':', '')
  const bot = sandbox.workspace.app.botUserId
  if (message.reactions.some((each) => each.name === name && each.users.includes(bot))) {
    throw new SlackError('already_reacted')
  }
  toggle(sandbox, message, name, bot)
}

/** Adds a person's reaction, or takes it away if it is there. */
export function toggle(sandbox: Sandbox, message: StoredMessage, name: string, user: string): void {
  const existing = message.reactions.find((each) => each.name === name)
  const had = existing?.users.includes(user) ?? false
  if (!existing) message.reactions.push({ name, users: [user] })
  else existing.users = had ? existing.users.filter((each) => each !== user) : [...existing.users, user]
  message.reactions = message.reactions.filter((each) => each.users.length > 0)
  showMessage(sandbox, message)
  sandbox.touch()
  const type = had ? 'reaction_removed' : 'reaction_added'
  const item = { type: 'message', channel: message.channel, ts: message.ts }
  sendEvent(sandbox, type, { type, user, reaction: name, item, item_user: message.user })
}
