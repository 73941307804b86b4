import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import type { Args } from './args.js'
import * as assistant from './assistant.js'
import * as chat from './chat.js'
import * as stream from './chat-stream.js'
import * as conversations from './conversations.js'
import * as files from './files.js'
import * as oauth from './oauth.js'
import * as people from './people.js'
import * as reactions from './reactions.js'
import * as views from './views.js'

/** Does what a method does; what it returns is answered beside `ok: true`. Throws SlackError. */
export type Method = (sandbox: Sandbox, args: Args) => Json | undefined | void

/** The methods there are. Any other is `unknown_method`. */
export const METHODS: Readonly<Record<string, Method>> = {
  'api.test': people.apiTest,
  'apps.connections.open': (sandbox) => ({ url: sandbox.sockets.ticket() }),
  'auth.test': people.authTest,
  'auth.teams.list': people.teamsList,
  'team.info': people.teamInfo,
  'bots.info': people.botsInfo,
  'users.info': people.usersInfo,
  'users.list': people.usersList,
  'users.lookupByEmail': people.lookupByEmail,
  'users.conversations': conversations.ofUser,
  'chat.postMessage': chat.postMessage,
  'chat.postEphemeral': chat.postEphemeral,
  'chat.update': chat.update,
  'chat.delete': chat.remove,
  'chat.getPermalink': chat.getPermalink,
  'chat.unfurl': chat.unfurl,
  'chat.startStream': stream.startStream,
  'chat.appendStream': stream.appendStream,
  'chat.stopStream': stream.stopStream,
  'conversations.open': conversations.open,
  'conversations.info': conversations.info,
  'conversations.list': conversations.list,
  'conversations.members': conversations.members,
  'conversations.history': conversations.history,
  'conversations.replies': conversations.replies,
  'conversations.join': conversations.joinChannel,
  'views.open': views.open,
  'views.push': views.push,
  'views.update': views.update,
  'views.publish': views.publish,
  'files.getUploadURLExternal': files.getUploadURLExternal,
  'files.completeUploadExternal': files.completeUploadExternal,
  'files.info': files.info,
  'reactions.add': reactions.add,
  'oauth.v2.access': oauth.access,
  'assistant.threads.setStatus': assistant.setStatus,
  'assistant.threads.setTitle': assistant.setTitle,
  'assistant.threads.setSuggestedPrompts': assistant.setSuggestedPrompts,
}

/** Methods that are called before there is a token. */
export const WITHOUT_TOKEN: ReadonlySet<string> = new Set(['api.test', 'oauth.v2.access'])
