import Fastify from 'fastify'
import { BODY_LIMIT, keepRawBodies } from './bodies.js'
import { createClock } from './clock.js'
import { createFaults } from './control/faults.js'
import { createLog } from './control/log.js'
import { registerControl } from './control/routes.js'
import { registerResponseUrls } from './delivery/respond.js'
import { createHub } from './hub.js'
import { registerMailRoom } from './mail-room/routes.js'
import { optionsSchema, type SandboxOptions } from './options.js'
import { answerErrors, guard } from './page-server/guard.js'
import { registerPageApi } from './page-server/routes.js'
import { registerPage } from './page-server/static.js'
import { registerStream } from './page-server/stream.js'
import type { Sandbox } from './sandbox.js'
import { registerSockets } from './socket/socket-mode.js'
import { registerOauth } from './web-api/oauth.js'
import { createRateLimit } from './web-api/rate-limit.js'
import { registerWebApi } from './web-api/routes.js'
import { createKeeper, restore } from './workspace/save.js'
import { createWorkspace } from './workspace/workspace.js'

export interface RunningSandbox {
  /** Where the page is, without a slash at the end. */
  url: string
  port: number
  /** What a Slack client takes as `slackApiUrl`. */
  apiUrl: string
  close(): Promise<void>
}

/**
 * Starts a pretended Slack workspace, with a mail room if the options name mailboxes. Throws a ZodError when the
 * options aren't right, and what listening throws (EADDRINUSE).
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { clock: base, ...rest } = options
  const config = optionsSchema.parse(rest)
  const clock = createClock(base)
  clock.setOffset(config.clockOffsetMs)
  const closing = new AbortController()
  const workspace = createWorkspace(config, clock)
  if (config.stateDir) await restore(config.stateDir, workspace, clock)
  const keeper = config.stateDir ? createKeeper(config.stateDir, () => sandbox.workspace) : undefined
  const server = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true })
  const sandbox: Sandbox = {
    config,
    clock,
    workspace,
    hub: createHub(clock),
    log: createLog(clock),
    faults: createFaults(),
    rateLimit: createRateLimit(clock, config.rateLimit),
    sockets: registerSockets(server, () => sandbox),
    app: { url: config.appUrl?.replace(/\/+$/, '') ?? null, connected: config.appUrl !== undefined, held: [] },
    url: '',
    touch: () => keeper?.touch(),
    closing: closing.signal,
  }

  keepRawBodies(server)
  guard(server)
  answerErrors(server)
  registerWebApi(server, sandbox)
  registerOauth(server, sandbox)
  registerResponseUrls(server, sandbox)
  registerControl(server, sandbox)
  registerStream(server, sandbox)
  registerPageApi(server, sandbox)
  registerMailRoom(server, sandbox)
  await registerPage(server, config.pageDir)
  sandbox.url = await server.listen({ host: config.host, port: config.port })

  return {
    url: sandbox.url,
    port: Number(new URL(sandbox.url).port),
    apiUrl: `${sandbox.url}/api/`,
    async close() {
      closing.abort()
      clock.stop()
      await server.close()
      await keeper?.close()
    },
  }
}
