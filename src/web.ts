import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type FastifyInstance, fastify } from 'fastify'
import type { Deps } from './bots/commands/request.js'
import type { ConfirmDeps } from './bots/email/confirm-by-link.js'
import type { LinkDeps } from './bots/web/link-page.js'
import type { QueueHandle } from './jobs/queue.js'
import { listenError } from './lib/listen-error.js'
import type { Redacted } from './lib/redacted.js'
import type { OpenMailDeps } from './mail/open-mail.js'
import { countAttempts } from './web-attempts.js'
import { type CalendarDeps, mountCalendar } from './web-calendar.js'
import { mountConfirm } from './web-confirm.js'
import { mountFiles, type OpenFileDeps } from './web-file.js'
import type { Health } from './web-health.js'
import { mountLink } from './web-link.js'
import { mountMail } from './web-mail.js'
import { mountMcp } from './web-mcp.js'
import { mountRecords, type RecordDeps } from './web-record.js'

export type WebOptions = {
  host: string
  port: number
  /** Takes everything under `/slack/`; absent when this process has no Slack role. */
  slack?: RequestListener | undefined
  queue?: QueueHandle | undefined
  /** Opens mail by signed links. */
  mail?: OpenMailDeps | undefined
  /** Shows due days of the close to calendars, by signed addresses. */
  calendar?: CalendarDeps | undefined
  /** Opens files of bills by signed links. */
  files?: OpenFileDeps | undefined
  /** Shows the pages of records to whom is signed in. */
  records?: RecordDeps | undefined
  /** Takes the proof of who somebody in Slack is. */
  link?: LinkDeps | undefined
  /** Confirms by signed links what a mail showed. */
  confirm?: ConfirmDeps | undefined
  /** Answers assistants that bear a token. */
  assistants?: Deps | undefined
  /** Without one the queue board is not served at all. */
  adminPassword: Redacted | undefined
  health: () => Promise<Health>
}

export type Web = { url: string; close(): Promise<void> }

/** The web port. Without authentication it shows health, Slack's signed endpoints, what signed links open and what tokens of assistants may; nothing else. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const app = fastify({
    logger: false,
    // Behind a reverse proxy on this machine an address is the one that the proxy names.
    trustProxy: 'loopback',
    serverFactory: (handler) =>
      createServer((request, response) => {
        if (!options.slack || !request.url?.startsWith('/slack/')) return handler(request, response)
        const refusal = bodyRefusal(request)
        if (refusal === null) return options.slack(request, response)
        response.writeHead(refusal, { connection: 'close' }).end()
      }),
  })
  app.get('/health', async (_request, reply) => {
    const health = await options.health()
    return await reply.code(health.healthy ? 200 : 503).send(health)
  })
  if (options.mail) mountMail(app, options.mail)
  if (options.calendar) mountCalendar(app, options.calendar)
  if (options.files) mountFiles(app, options.files)
  if (options.records) mountRecords(app, options.records)
  if (options.link) await mountLink(app, options.link)
  if (options.confirm) await mountConfirm(app, options.confirm)
  if (options.assistants) await mountMcp(app, options.assistants)
  if (options.queue && options.adminPassword) await mountBoard(app, options.queue, options.adminPassword)
  const { host, port } = options
  const url = await app.listen({ host, port }).catch(async (thrown: unknown) => {
    await app.close()
    throw listenError(thrown, { host, port, variables: { host: 'HOST', port: 'PORT' } })
  })
  return { url, close: () => app.close() }
}

/** Slack's largest payload is a view of 250 KB, several times escaped. */
const SLACK_BODY_BYTES = 2 * 1024 * 1024

/** Bolt reads a body whole before it looks at the signature: a stranger's must have an end, and a near one (RFC 9110 §15.5.12, .14). */
function bodyRefusal({ headers }: IncomingMessage): 411 | 413 | null {
  if (headers['transfer-encoding'] !== undefined) return 411
  return Number(headers['content-length'] ?? 0) > SLACK_BODY_BYTES ? 413 : null
}

/** bull-board under `/queues`, behind HTTP Basic (RFC 7617): user `admin`, password from DAYBOOK_ADMIN_PASSWORD. */
async function mountBoard(app: FastifyInstance, queue: QueueHandle, password: Redacted): Promise<void> {
  const expected = Buffer.from(`Basic ${Buffer.from(`admin:${password.reveal()}`).toString('base64')}`)
  const { createBoard } = await import('./jobs/board.js')
  await app.register(async (scope) => {
    const attempts = countAttempts()
    scope.addHook('onRequest', async (request, reply) => {
      if (attempts.refuse(request, reply)) return reply
      const given = Buffer.from(request.headers.authorization ?? '')
      if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined
      if (given.length > 0) attempts.failed(request)
      return await reply.code(401).header('www-authenticate', 'Basic realm="Daybook queues"').send('Sign in as admin.')
    })
    await scope.register(createBoard(queue, '/queues'), { prefix: '/queues' })
  })
}
