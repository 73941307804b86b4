import type { RequestListener } from 'node:http'
import { availableParallelism } from 'node:os'
import { App, type HTTPReceiver } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { systemClock } from '../../lib/clock.js'
import type { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { makeTurns } from '../../lib/turns.js'
import { makeUnderWay, type UnderWay } from '../../lib/under-way.js'
import type { Deps } from '../commands/request.js'
import { acknowledgeAll } from './acknowledge.js'
import { makeChatOut } from './chat-out.js'
import { makeClients, RETRIES, TIMEOUT_MS } from './clients.js'
import { followSocket } from './follow-socket.js'
import { isFromTheFuture } from './guard.js'
import { loadHomeSections } from './home/define-section.js'
import { type Inbound, type InboundBook, inboundBooks } from './inbound.js'
import { installationStore } from './installation-store.js'
import { listenToAgent } from './listeners/agent.js'
import { listenToButtons } from './listeners/buttons.js'
import { type Desk, teamIn } from './listeners/context.js'
import { listenToForms } from './listeners/forms.js'
import { listenToHome } from './listeners/home.js'
import { listenToInstalling } from './listeners/installing.js'
import { tellTooLate } from './listeners/late.js'
import { listenToLinks } from './listeners/links.js'
import { listenToSharing } from './listeners/share.js'
import { listenToShortcuts } from './listeners/shortcuts.js'
import { listenToWords } from './listeners/words.js'
import { boltLogger } from './log.js'
import { httpReceiver, INSTALL_PATH, installReceiver, type Oauth, REDIRECT_PATH, socketReceiver } from './receivers.js'

export type SlackOptions = {
  db: Database
  deps: Deps
  /** Seals bot tokens. */
  key: SecretKey
  /** Proves requests over HTTP. */
  signingSecret?: Redacted | undefined
  /** Socket Mode in place of HTTP: for a server that nobody reaches from outside. */
  appToken?: Redacted | undefined
  oauth?: Oauth | undefined
  /** Where Slack sends people back to after an installation. */
  publicUrl: string | undefined
  /** Another place than slack.com: the sandbox of a demo workspace. */
  slackApiUrl?: string | undefined
  /** How long any call may take; default 10,000. */
  timeoutMs?: number | undefined
}

export type SlackFace = {
  /** Answers what arrives under `/slack/`. */
  requestListener: RequestListener
  /** Present in Socket Mode: keeps the connection up until the signal. */
  follow?: (signal: AbortSignal) => Promise<void>
  chat: ReturnType<typeof makeChatOut>
  /** When what was acknowledged is carried out and answered: most of it goes on after that. Five seconds are waited at most. */
  settled(): Promise<void>
}

/**
 * As many as there are cores, which more would only share: of a crowd that asks at once the last is answered as soon, and what
 * arrives meanwhile is acknowledged in half the time.
 */
const ANSWERS_AT_ONCE = Math.min(Math.max(availableParallelism(), 2), 4)
/** Longer than any command works by itself; it waits for a language model, or makes a binder. */
const LONG_MS = 1_000
/** Who stops a service waits no longer; what is cut off then says so to whoever gave it, at the next start. */
const LATEST_END_MS = 5_000

/** The Slack face: one Bolt app for every workspace, over HTTP or a socket, with the same listeners. */
export async function makeSlackFace(options: SlackOptions): Promise<SlackFace> {
  const { db, oauth, publicUrl, slackApiUrl, timeoutMs = TIMEOUT_MS } = options
  const api = { log: db.log, slackApiUrl }
  const clients = makeClients(db, options.key, { slackApiUrl, timeoutMs })
  const http = !options.appToken && options.signingSecret ? httpReceiver(options.signingSecret, api) : undefined
  const socket = options.appToken && socketReceiver(options.appToken, api)
  const receiver = socket ?? http
  if (!receiver) throw new Error('Slack needs a signing secret, or an app token for Socket Mode.')
  const bookOf = inboundBooks(db)
  const app = new App({
    receiver,
    authorize: async ({ teamId, enterpriseId }, body) => {
      const team = await clients.findTeam(teamId, enterpriseId)
      // A team that the app was just taken out of, or that never was ours: nothing is read or said.
      if (!team) return {}
      const { workspaceId, installation } = team
      // Here and not in a middleware, because Bolt acknowledges an event before any of those runs.
      const botUserId = installation.botUserId ?? ''
      const inbound = isNothing(body, botUserId) ? undefined : await bookOf(workspaceId).record(body as never)
      return {
        botToken: installation.botToken.reveal(),
        botUserId,
        inbound,
        team: { ...team, sender: inbound?.sender },
      }
    },
    clientOptions: {
      ...RETRIES.interactive,
      timeout: timeoutMs,
      // For what is answered by a response_url, which Bolt waits for without a limit.
      fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) }),
      ...(slackApiUrl ? { slackApiUrl } : {}),
    },
    logger: boltLogger(db.log),
    convoStore: false, // Bolt's memory of conversations, which nothing here asks
    deferInitialization: true,
  })
  await app.init()
  acknowledgeAll(app)
  const deps = { ...options.deps, repeats: true }
  const underWay = makeUnderWay()
  const desk = { db, deps, clients, home: await loadHomeSections(), turn: makeTurns(ANSWERS_AT_ONCE, LONG_MS) }
  listen(app, bookOf, desk, underWay)
  const store = installationStore(db, options.key, clients.forget)
  const installing = oauth && installReceiver(oauth, { ...api, store, publicUrl })
  return {
    requestListener: guarded(http, installing),
    chat: makeChatOut(db, clients),
    settled: () => underWay.settled(LATEST_END_MS),
    ...(socket ? { follow: (signal: AbortSignal) => followSocket(socket, db.log, signal) } : {}),
  }
}

/** A command of a team that isn't connected is told so; everything else of it is nothing to us. */
async function turnAway(args: object): Promise<void> {
  if (!('command' in args && 'ack' in args)) return
  const text = 'This Slack workspace is not connected to Daybook.'
  await (args.ack as (answer: object) => Promise<void>)({ text, response_type: 'ephemeral' })
}

const isAboutInstalling = (body: object): boolean =>
  ['app_uninstalled', 'tokens_revoked'].includes((body as { event?: { type?: string } }).event?.type ?? '')

/** Suggestions, asked for at every keystroke, and echoes of what we wrote ourselves: nothing comes of them. */
function isNothing(body: object | undefined, botUserId: string): boolean {
  const { type, event } = body as { type?: string; event?: { bot_id?: string; user?: string } }
  return type === 'block_suggestion' || Boolean(event?.bot_id) || (event !== undefined && event.user === botUserId)
}

/** A repeated delivery is acknowledged and dropped; one that was answered is noted as that. */
function listen(app: App, bookOf: (workspaceId: string) => InboundBook, desk: Desk, underWay: UnderWay): void {
  app.use(async ({ next }) => await underWay.run(next))
  listenToInstalling(app, desk)
  app.use(async ({ context, body, next, ...rest }) => {
    if (!context['team'] && !isAboutInstalling(body)) return await turnAway(rest)
    const inbound = context['inbound'] as Inbound | undefined
    if (inbound && !inbound.isNew) {
      if ('ack' in rest && typeof rest.ack === 'function') await (rest.ack as () => Promise<void>)()
      return
    }
    await next().catch((error: unknown) => {
      const respond = 'respond' in rest ? rest.respond : undefined
      return tellTooLate(desk, error, { payload: body, person: { team: teamIn(context) }, respond })
    })
    if (inbound) await bookOf(inbound.workspaceId).noteHandled(inbound)
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
function guarded(events: HTTPReceiver | undefined, installing: HTTPReceiver | undefined): RequestListener {
  return (request, response) => {
    if (isFromTheFuture(request, systemClock.now())) return void response.writeHead(401).end()
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const receiver = [INSTALL_PATH, REDIRECT_PATH].includes(pathname) ? installing : events
    try {
      if (!receiver) return void response.writeHead(404).end()
      receiver.requestListener(request, response)
    } catch {
      // It throws at a path that it doesn't serve; uncaught, any stranger could end the process with one request.
      response.writeHead(404).end()
    }
  }
}
