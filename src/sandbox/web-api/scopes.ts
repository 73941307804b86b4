import type { Sandbox } from '../sandbox.js'
import { findConversation } from '../workspace/conversations.js'
import type { StoredConversation } from '../workspace/types.js'
import { hasScope } from './access.js'
import { type Args, optional } from './args.js'
import { SlackError } from './slack-error.js'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

/** For each method the scopes of which one is enough. Methods that aren't here need none. */
const NEEDED: Record<string, readonly string[]> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.startStream': ['chat:write'],
  'chat.appendStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.info': READ,
  'conversations.list': READ,
  'conversations.members': READ,
  'conversations.history': HISTORY,
  'conversations.replies': HISTORY,
  'conversations.join': ['channels:join'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'users.conversations': READ,
  'bots.info': ['users:read'],
  'team.info': ['team:read'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'assistant.threads.setStatus': ['assistant:write', 'chat:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
}

/** What the scopes of a conversation of each kind begin with. */
const OF_KIND: Record<StoredConversation['kind'], string> = {
  channel: 'channels:',
  private: 'groups:',
  im: 'im:',
  mpim: 'mpim:',
}

/** Throws `missing_scope` with what is needed and what was given, as Slack does. */
export function checkScope(sandbox: Sandbox, method: string, args: Args): void {
  const needed = neededFor(sandbox, method, args)
  if (!needed || needed.some((scope) => hasScope(sandbox, scope))) return
  const provided = sandbox.config.manifest.oauth_config?.scopes?.bot ?? []
  throw new SlackError('missing_scope', { needed: needed.join(','), provided: provided.join(',') })
}

/** Of a conversation that is named, the one scope of its kind: what opens public channels opens no private ones. */
function neededFor({ workspace }: Sandbox, method: string, args: Args): readonly string[] | undefined {
  const needed = NEEDED[method]
  if (needed !== READ && needed !== HISTORY) return needed
  const named = findConversation(workspace, optional(args, 'channel') ?? '')
  return named ? needed.filter((scope) => scope.startsWith(OF_KIND[named.kind])) : needed
}
