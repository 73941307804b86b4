import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { abandon } from '../abandon.js'
import { fieldsOf, uploadedBytes } from '../bodies.js'
import type { Fault } from '../control/faults.js'
import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import type { Args } from './args.js'
import { METHODS, WITHOUT_TOKEN } from './methods.js'
import { checkScope } from './scopes.js'
import { SlackError } from './slack-error.js'

interface Answer {
  status: number
  headers: Record<string, string>
  body: Json | string
}

const answer = (body: Json | string, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body,
})

/** Slack's Web API under `/api`, and the address that files are sent to. */
export function registerWebApi(server: FastifyInstance, sandbox: Sandbox): void {
  server.route<{ Params: { method: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: (request, reply) => handle(sandbox, request.params.method, request, reply),
  })
  server.post<{ Params: { id: string } }>('/upload/v1/:id', async (request, reply) => {
    const upload = sandbox.workspace.uploads.get(request.params.id)
    const bytes = await uploadedBytes(request)
    const status = !upload ? 404 : bytes.length === upload.length ? 200 : 400
    if (upload && status === 200) upload.bytes = bytes
    const response = status === 200 ? `OK - ${bytes.length}` : 'upload refused: unknown, or not of the length announced'
    const about = { file: request.params.id, bytes: bytes.length }
    sandbox.log.add({ kind: 'upload', name: 'upload', request: about, headers: {}, status, response, failure: null })
    return reply.code(status).send(response)
  })
}

async function handle(sandbox: Sandbox, method: string, request: FastifyRequest, reply: FastifyReply) {
  const { token: tokenField, ...args } = fieldsOf(request)
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? tokenField
  const fault = sandbox.faults.take('call', method)
  const given = (fault && refusal(fault)) ?? run(sandbox, method, token, args)
  const failure = fault ? `${fault.kind} on purpose` : null
  const unanswered = fault?.kind === 'timeout' || fault?.kind === 'lost'
  sandbox.log.add({
    kind: 'call',
    name: method,
    request: args,
    headers: {},
    status: unanswered ? null : given.status,
    response: given.body,
    failure,
  })
  if (fault?.kind === 'lost') return abandon(reply, 0)
  if (fault?.kind === 'timeout') return abandon(reply, sandbox)
  return reply.code(given.status).headers(given.headers).send(given.body)
}

/** What a fault answers instead of doing anything; undefined for `lost`, which is done all the same. */
function refusal(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'ratelimited':
      return answer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(fault.retryAfter) })
    case 'server_error':
      return answer('<html><body>Service Unavailable</body></html>', 503, { 'content-type': 'text/html' })
    case 'error':
      return answer({ ok: false, error: fault.error })
    case 'timeout':
      return answer({})
    default:
      return undefined
  }
}

function run(sandbox: Sandbox, name: string, token: unknown, args: Args): Answer {
  const scopes = sandbox.config.manifest.oauth_config?.scopes?.bot
  const headers: Record<string, string> = scopes ? { 'x-oauth-scopes': scopes.join(',') } : {}
  try {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!method) throw new SlackError('unknown_method', { req_method: name })
    if (!WITHOUT_TOKEN.has(name)) authenticate(sandbox, name, token)
    checkScope(sandbox, name, args)
    return answer({ ok: true, ...method(sandbox, args) }, 200, headers)
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const body = { ok: false, error: error.code, ...error.extra }
    if (error.retryAfter === undefined) return answer(body, 200, headers)
    return answer(body, 429, { ...headers, 'retry-after': String(error.retryAfter) })
  }
}

/** Socket Mode is opened with the app's own token, all else with the bot's. */
function authenticate({ config, workspace }: Sandbox, name: string, token: unknown): void {
  if (typeof token !== 'string' || token === '') throw new SlackError('not_authed')
  const wanted = name === 'apps.connections.open' ? config.appToken : workspace.botToken
  if (token !== wanted) throw new SlackError('invalid_auth')
}
