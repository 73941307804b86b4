import type { IncomingMessage, RequestListener } from 'node:http'
import { App, HTTPReceiver, type InstallationStore, LogLevel } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { systemClock } from '../../lib/clock.js'
import type { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import type { Deps } from '../commands/request.js'
import { makeChatOut } from './chat-out.js'
import { makeClients } from './clients.js'
import { deliveryKey, isFromTheFuture } from './guard.js'
import { recordInbound } from './inbound.js'
import { findInstallation, installationStore } from './installations.js'
import { listenToButtons } from './listeners/buttons.js'
import type { Desk } from './listeners/context.js'
import { listenToForms } from './listeners/forms.js'
import { listenToHome } from './listeners/home.js'
import { listenToWords } from './listeners/words.js'
import { boltLogger } from './log.js'

export type SlackOptions = {
  db: Database
  deps: Deps
  /** Seals bot tokens. */
  key: SecretKey
  signingSecret: Redacted
  oauth?: { clientId: string; clientSecret: Redacted; stateSecret: Redacted } | undefined
  publicUrl: string | undefined
  /** Another place than slack.com: the sandbox of a demo workspace. */
  slackApiUrl?: string | undefined
}

/** Slack's path on our web port; events, commands and interactivity all arrive here. */
export const SLACK_PATH = '/slack/events'

/** The bot scopes of manifest.yaml. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'files:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
]

export type SlackFace = {
  /** Answers what arrives under `/slack/`. */
  requestListener: RequestListener
  chat: ReturnType<typeof makeChatOut>
}

/** The Slack face: one Bolt app for every workspace, over HTTP. */
export async function makeSlackFace(options: SlackOptions): Promise<SlackFace> {
  const { db } = options
  const clients = makeClients(db, options.key, options.slackApiUrl)
  const receiver = makeReceiver(options, installationStore(db, options.key))
  const app = new App({
    receiver,
    authorize: async ({ teamId }) => {
      const { workspaceId } = await clients.ofTeam(teamId ?? '', 'interactive')
      const found = await findInstallation(db, options.key, workspaceId)
      return {
        teamId: teamId ?? '',
        ...(found ? { botToken: found.botToken.reveal(), botUserId: found.botUserId ?? '' } : {}),
      }
    },
    ...(options.slackApiUrl ? { clientOptions: { slackApiUrl: options.slackApiUrl } } : {}),
    logger: boltLogger(db.log),
    deferInitialization: true,
  })
  await app.init()
  listen(app, { db, deps: options.deps, clients, publicUrl: options.publicUrl })
  return { requestListener: guarded(receiver), chat: makeChatOut(clients) }
}

function makeReceiver(options: SlackOptions, store: InstallationStore): HTTPReceiver {
  const { oauth } = options
  return new HTTPReceiver({
    signingSecret: options.signingSecret.reveal(),
    endpoints: SLACK_PATH,
    logger: boltLogger(options.db.log),
    logLevel: LogLevel.WARN,
    customPropertiesExtractor: (request) => ({ signature: String(request.headers['x-slack-signature'] ?? '') }),
    ...(oauth
      ? {
          clientId: oauth.clientId,
          clientSecret: oauth.clientSecret.reveal(),
          stateSecret: oauth.stateSecret.reveal(),
          scopes: SCOPES,
          installationStore: store,
          ...(options.slackApiUrl ? { installerOptions: { clientOptions: { slackApiUrl: options.slackApiUrl } } } : {}),
        }
      : {}),
  })
}

/** Every delivery is recorded once, before its listener acknowledges; a repeated one is acknowledged and dropped. */
function listen(app: App, desk: Desk): void {
  app.use(async ({ body, context, next, ...rest }) => {
    const { workspaceId } = await desk.clients.ofTeam(context.teamId ?? '', 'interactive')
    // Suggestions are questions, asked at every keystroke: nothing comes of them.
    const isQuestion = 'type' in body && body.type === 'block_suggestion'
    const fields = body as unknown as Record<string, unknown>
    const isNew =
      isQuestion ||
      (await recordInbound(desk.db, workspaceId, deliveryKey(fields, String(context['signature'])), fields))
    if (isNew) return await next()
    if ('ack' in rest && typeof rest.ack === 'function') await (rest.ack as () => Promise<void>)()
  })
  listenToWords(app, desk)
  listenToButtons(app, desk)
  listenToForms(app, desk)
  listenToHome(app, desk)
}

/**
 * Bolt refuses a wrong signature and an old timestamp with 401; the future is ours to refuse. By the machine's clock, as
 * Bolt does: a simulated company's day says nothing about when a request was signed.
 */
function guarded(receiver: HTTPReceiver): RequestListener {
  return (request: IncomingMessage, response) => {
    if (!isFromTheFuture(request, systemClock.now())) return receiver.requestListener(request, response)
    response.writeHead(401).end()
  }
}
