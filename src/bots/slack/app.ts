import type { RequestListener } from 'node:http'
import { App, HTTPReceiver, type InstallationStore, LogLevel } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { systemClock } from '../../lib/clock.js'
import type { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import type { Deps } from '../commands/request.js'
import { makeChatOut } from './chat-out.js'
import { makeClients } from './clients.js'
import { isFromTheFuture } from './guard.js'
import { loadHomeSections } from './home/define-section.js'
import { type Inbound, noteHandled, recordInbound } from './inbound.js'
import { installationStore } from './installations.js'
import { listenToAgent } from './listeners/agent.js'
import { listenToButtons } from './listeners/buttons.js'
import type { Desk } from './listeners/context.js'
import { listenToForms } from './listeners/forms.js'
import { listenToHome } from './listeners/home.js'
import { listenToLinks } from './listeners/links.js'
import { listenToSharing } from './listeners/share.js'
import { listenToShortcuts } from './listeners/shortcuts.js'
import { listenToWords } from './listeners/words.js'
import { boltLogger } from './log.js'

export type SlackOptions = {
  db: Database
  deps: Deps
  /** Seals bot tokens. */
  key: SecretKey
  signingSecret: Redacted
  oauth?: { clientId: string; clientSecret: Redacted; stateSecret: Redacted } | undefined
  /** Where Slack sends people back to after an installation. */
  publicUrl: string | undefined
  /** Another place than slack.com: the sandbox of a demo workspace. */
  slackApiUrl?: string | undefined
}

/** Slack's path on our web port; events, commands and interactivity all arrive here. */
const SLACK_PATH = '/slack/events'
const REDIRECT_PATH = '/slack/oauth_redirect'

/** The bot scopes of manifest.yaml. */
const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'files:read',
  'im:history',
  'im:read',
  'im:write',
  'groups:read',
  'links:read',
  'links:write',
  'mpim:read',
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
    authorize: async ({ teamId }, body) => {
      const { workspaceId, installation } = await clients.team(teamId)
      // Here and not in a middleware, because Bolt acknowledges an event before any of those runs.
      const botUserId = installation.botUserId ?? ''
      const inbound = isNothing(body, botUserId) ? undefined : await recordInbound(db, workspaceId, body as never)
      return { teamId: installation.teamId, botToken: installation.botToken.reveal(), botUserId, inbound }
    },
    ...(options.slackApiUrl ? { clientOptions: { slackApiUrl: options.slackApiUrl } } : {}),
    logger: boltLogger(db.log),
    deferInitialization: true,
  })
  await app.init()
  listen(app, { db, deps: { ...options.deps, repeats: true }, clients, home: await loadHomeSections() })
  return { requestListener: guarded(receiver), chat: makeChatOut(clients) }
}

function makeReceiver(options: SlackOptions, store: InstallationStore): HTTPReceiver {
  const { oauth, publicUrl, slackApiUrl } = options
  return new HTTPReceiver({
    signingSecret: options.signingSecret.reveal(),
    endpoints: SLACK_PATH,
    logger: boltLogger(options.db.log),
    logLevel: LogLevel.WARN,
    ...(oauth
      ? {
          clientId: oauth.clientId,
          clientSecret: oauth.clientSecret.reveal(),
          stateSecret: oauth.stateSecret.reveal(),
          scopes: SCOPES,
          installationStore: store,
          ...(publicUrl ? { redirectUri: new URL(REDIRECT_PATH, publicUrl).href } : {}),
          installerOptions: {
            ...(publicUrl ? { redirectUriPath: REDIRECT_PATH } : {}),
            ...(slackApiUrl ? { clientOptions: { slackApiUrl } } : {}),
          },
        }
      : {}),
  })
}

/** Suggestions, asked for at every keystroke, and echoes of what we wrote ourselves: nothing comes of them. */
function isNothing(body: object | undefined, botUserId: string): boolean {
  const { type, event } = body as { type?: string; event?: { bot_id?: string; user?: string } }
  return type === 'block_suggestion' || Boolean(event?.bot_id) || (event !== undefined && event.user === botUserId)
}

/** A repeated delivery is acknowledged and dropped; one that was answered is noted as that. */
function listen(app: App, desk: Desk): void {
  app.use(async ({ context, next, ...rest }) => {
    const inbound = context['inbound'] as Inbound | undefined
    if (inbound && !inbound.isNew) {
      if ('ack' in rest && typeof rest.ack === 'function') await (rest.ack as () => Promise<void>)()
      return
    }
    await next()
    if (inbound) await noteHandled(desk.db, inbound)
  })
  app.error(async (error) => {
    desk.db.log.error({ err: error, face: 'slack' }, 'a request from Slack was not answered')
  })
  listenToWords(app, desk)
  listenToButtons(app, desk)
  listenToSharing(app, desk)
  listenToForms(app, desk)
  listenToHome(app, desk)
  listenToShortcuts(app, desk)
  listenToLinks(app, desk)
  listenToAgent(app, desk)
}

/**
 * Bolt refuses a wrong signature and an old timestamp with 401; the future is ours to refuse. By the machine's clock, as
 * Bolt does: a simulated company's day says nothing about when a request was signed.
 */
function guarded(receiver: HTTPReceiver): RequestListener {
  return (request, response) => {
    if (isFromTheFuture(request, systemClock.now())) return void response.writeHead(401).end()
    try {
      receiver.requestListener(request, response)
    } catch {
      // It throws at a path that it doesn't serve; uncaught, any stranger could end the process with one request.
      response.writeHead(404).end()
    }
  }
}
