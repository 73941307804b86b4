import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { fastify } from 'fastify'
import type { Deps } from '../bots/commands/request.js'
import type { ConfirmDeps } from '../bots/email/confirm-by-link.js'
import type { CalendarDeps } from '../bots/web/calendar-page.js'
import type { OpenFileDeps } from '../bots/web/file-page.js'
import type { LinkDeps } from '../bots/web/link-page.js'
import type { StopDeps } from '../bots/web/stop-page.js'
import type { QueueHandle } from '../jobs/queue.js'
import { listenError } from '../lib/listen-error.js'
import type { Redacted } from '../lib/redacted.js'
import type { OpenMailDeps } from '../mail/open-mail.js'
import type { Health } from './health.js'
import { mountBoard } from './routes/board.js'
import { mountCalendar } from './routes/calendar.js'
import { mountConfirm } from './routes/confirm.js'
import { mountFiles } from './routes/files.js'
import { mountLink } from './routes/link.js'
import { mountMail } from './routes/mail.js'
import { mountMcp } from './routes/mcp.js'
import { mountRecords, type RecordDeps } from './routes/records.js'
import { mountStop } from './routes/stop.js'

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
  /** Shows the pages of records to people who are signed in. */
  records?: RecordDeps | undefined
  /** Takes the proof of who somebody in Slack is. */
  link?: LinkDeps | undefined
  /** Takes readers off scheduled reports by signed links. */
  stop?: StopDeps | undefined
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
  if (options.stop) await mountStop(app, options.stop)
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
