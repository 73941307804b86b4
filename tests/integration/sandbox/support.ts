import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { expect, onTestFinished } from 'vitest'
import type { LogEntry } from '../../../src/sandbox/control/log.js'
import type { SandboxOptions } from '../../../src/sandbox/options.js'
import type { Change, Message, State } from '../../../src/sandbox/page-api.js'
import { startSandbox } from '../../../src/sandbox/server.js'
import { until } from '../../support/until.js'

export const SECRET = 'a-signing-secret'
export const TOKEN = 'xoxb-sandbox'

const MANIFEST = {
  display_information: { name: 'Daybook' },
  features: {
    app_home: { home_tab_enabled: true },
    slash_commands: [
      { command: '/deal', description: 'Deals', usage_hint: '[show|move] <deal>' },
      { command: '/note', description: 'Notes', should_escape: true },
    ],
    shortcuts: [
      { name: 'New deal', type: 'global' as const, callback_id: 'new_deal' },
      { name: 'Log to a record', type: 'message' as const, callback_id: 'log_message' },
    ],
    unfurl_domains: ['daybook.test'],
    agent_view: { suggested_prompts: [{ title: 'Pipeline', message: 'How is the pipeline?' }] },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['app_mention', 'message.im', 'app_home_opened', 'link_shared', 'assistant_thread_started'],
    },
  },
}

export interface Ids {
  team: string
  app: { id: string; botUserId: string; botId: string }
  users: Record<string, string>
  channels: Record<string, string>
}

export type TestSandbox = Awaited<ReturnType<typeof testSandbox>>

/** A sandbox of Ada, Ben and two channels on a free port; it ends with the test. */
export async function testSandbox(changes: Partial<SandboxOptions> = {}) {
  const running = await startSandbox({
    signingSecret: SECRET,
    botToken: TOKEN,
    team: { name: 'Acme', domain: 'acme' },
    users: [
      { name: 'ada', realName: 'Ada Lovelace', email: 'ada@acme.test', title: 'Sales', isAdmin: true },
      { name: 'ben', realName: 'Ben Okri', email: 'ben@acme.test' },
    ],
    channels: [
      { name: 'sales' },
      { name: 'elsewhere', app: false },
      { name: 'board', private: true, members: ['ada'], app: false },
    ],
    manifest: MANIFEST,
    rateLimit: false,
    fileShareDelayMs: 20,
    ...changes,
  })
  onTestFinished(() => running.close())
  const { url } = running
  const ids = await json<Ids>(`${url}/sandbox/control/ids`)
  const post = <T>(path: string, body: unknown) => json<T>(`${url}${path}`, body)

  return {
    ...running,
    ids,
    ada: ids.users.ada ?? '',
    ben: ids.users.ben ?? '',
    sales: ids.channels.sales ?? '',
    /** What the page does: a POST below `/sandbox/api`, whatever its answer. */
    page: <T>(path: string, body: unknown) => post<T>(`/sandbox/api/${path}`, body),
    state: (as: string) => json<State>(`${url}/sandbox/api/state?as=${as}`),
    control: <T>(path: string, body: unknown) => post<T>(`/sandbox/control/${path}`, body),
    advance: (advanceMs: number) => post('/sandbox/control/clock', { advanceMs }),
    connect: (appUrl: string) => post<{ verified: boolean }>('/sandbox/control/app', { url: appUrl }),
    /** Calls a Web API method as the app. */
    call: (method: string, args: Record<string, unknown> = {}, token = TOKEN) => callMethod(url, method, args, token),
    log: async (kind: LogEntry['kind'], name?: string) => {
      const query = new URLSearchParams({ kind, ...(name ? { name } : {}) })
      return (await json<{ entries: LogEntry[] }>(`${url}/sandbox/control/log?${query}`)).entries
    },
    /** The newest message in a channel that fits, as `as` sees it; waits for it. */
    message: (as: string, fits: (message: Message) => boolean) =>
      until(async () => {
        const { messages } = await json<State>(`${url}/sandbox/api/state?as=${as}`)
        const found = messages.findLast(fits)
        if (!found) throw new Error(`no such message among ${JSON.stringify(messages.map((each) => each.text))}`)
        return found
      }),
  }
}

export async function json<T>(url: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) }
  return (await (await fetch(url, init)).json()) as T
}

const JSON_TYPE = { 'content-type': 'application/json' }

export interface SlackAnswer {
  ok: boolean
  error?: string
  status: number
  retryAfter: string | null
  response_metadata?: { messages?: string[]; next_cursor?: string }
  [key: string]: unknown
}

async function callMethod(url: string, method: string, args: unknown, token: string): Promise<SlackAnswer> {
  const headers = { ...JSON_TYPE, ...(token ? { authorization: `Bearer ${token}` } : {}) }
  const response = await fetch(`${url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(args) })
  const body = (await response.json()) as { ok: boolean }
  return { ...body, status: response.status, retryAfter: response.headers.get('retry-after') }
}

/** A real Bolt app in front of the sandbox, listening by what `listen` adds. */
export async function boltApp(sandbox: TestSandbox, listen: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR })
  const app = new App({
    token: TOKEN,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  })
  listen(app)
  const server = await app.start(0)
  onTestFinished(async () => {
    server.closeAllConnections()
    await app.stop()
  })
  await sandbox.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return app
}

export interface Received {
  headers: IncomingMessage['headers']
  raw: string
  /** The payload: of a form the JSON field or the fields, else the JSON body. */
  body: Record<string, unknown> & { event?: Record<string, unknown> }
}

/** An app made by hand: checks the signature, keeps what came, and answers as told. */
export async function rawApp(
  sandbox: TestSandbox,
  answer: (received: Received, response: ServerResponse) => void = (_received, response) => response.end(),
): Promise<Received[]> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      if (!isSigned(request, raw)) return void response.writeHead(401).end()
      const arrived = { headers: request.headers, raw, body: parse(raw, request.headers['content-type'] ?? '') }
      if (arrived.body.type === 'url_verification') return void response.end(String(arrived.body.challenge))
      received.push(arrived)
      answer(arrived, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  await sandbox.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return received
}

function isSigned(request: IncomingMessage, raw: string): boolean {
  const timestamp = String(request.headers['x-slack-request-timestamp'])
  const expected = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${raw}`).digest('hex')}`
  const given = String(request.headers['x-slack-signature'])
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

function parse(raw: string, contentType: string): Received['body'] {
  if (contentType.includes('json')) return JSON.parse(raw) as Received['body']
  const fields = Object.fromEntries(new URLSearchParams(raw))
  return fields.payload ? (JSON.parse(fields.payload) as Received['body']) : fields
}

/** Follows the stream of changes as a person's page does. */
export async function follow(sandbox: TestSandbox, as: string, after?: number): Promise<Change[]> {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const query = after === undefined ? '' : `&after=${after}`
  const response = await fetch(`${sandbox.url}/sandbox/api/stream?as=${as}${query}`, { signal: stop.signal })
  const changes: Change[] = []
  void (async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString()
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (data) changes.push(JSON.parse(data) as Change)
      }
    }
  })().catch(() => {}) // ends with the test
  return changes
}

export const button = (actionId: string, value = 'v') => ({
  type: 'actions',
  block_id: 'row',
  elements: [{ type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: 'Go' } }],
})

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

/** Any text with that in it. */
export const containing = (part: string): unknown => expect.stringContaining(part)
