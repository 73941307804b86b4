import type { FastifyInstance } from 'fastify'
import { abandon } from '../abandon.js'
import { fieldsOf } from '../bodies.js'
import { isRecord, type Json, parseJson, text } from '../json.js'
import { LIFETIMES } from '../lifetimes.js'
import { edit, post, retract } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { type Args, flag } from '../web-api/args.js'
import { threadArg } from '../web-api/chat.js'
import { contentOf, isEmpty, metadataOf } from '../web-api/content.js'
import { SlackError } from '../web-api/slack-error.js'
import { findMessage } from '../workspace/messages.js'
import type { ResponseUrl, StoredMessage } from '../workspace/types.js'

/** The addresses at which an app answers an interaction later. */
export function registerResponseUrls(server: FastifyInstance, sandbox: Sandbox): void {
  server.post<{ Params: { id: string } }>('/response/:id', async (request, reply) => {
    const fields = fieldsOf(request)
    const wrapped = parseJson(text(fields.payload) ?? '')
    const body = isRecord(wrapped) ? wrapped : fields
    const fault = sandbox.faults.take('call', 'response_url')
    const isLost = fault?.kind === 'lost'
    const unanswered = isLost || fault?.kind === 'timeout'
    const answer =
      fault && !isLost
        ? { status: fault.kind === 'ratelimited' ? 429 : 500, body: { ok: false, error: fault.kind } }
        : use(sandbox, request.params.id, body)
    const failure = fault ? `${fault.kind} on purpose` : null
    const { status, body: response } = answer
    sandbox.log.add({
      kind: 'response_url',
      name: 'response_url',
      request: body,
      headers: {},
      status: unanswered ? null : status,
      response,
      failure,
    })
    if (unanswered) return abandon(reply, isLost ? 0 : sandbox)
    return reply.code(status).send(response)
  })
}

export function responseUrlFor(sandbox: Sandbox, issued: ResponseUrl): string {
  return `${sandbox.url}/response/${issued.id}`
}

function use(sandbox: Sandbox, id: string, body: Json): { status: number; body: Json } {
  const issued = sandbox.workspace.responseUrls.get(id)
  const refuse = (status: number, error: string, extra: Json = {}) => ({ status, body: { ok: false, error, ...extra } })
  if (!issued) return refuse(404, 'invalid_url')
  if (sandbox.clock.now() - issued.issuedAt > LIFETIMES.responseUrlMs) return refuse(404, 'expired_url')
  if (issued.uses >= LIFETIMES.responseUrlUses) return refuse(404, 'used_url')
  issued.uses += 1
  try {
    respond(sandbox, issued, body)
    return { status: 200, body: { ok: true } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return refuse(400, error.code, error.extra)
  }
}

/**
 * Does what an answer to an interaction says: a new message (only to whoever acted, unless `in_channel`), or a change
 * to the message with the button. Throws SlackError.
 */
export function respond(sandbox: Sandbox, issued: Omit<ResponseUrl, 'id' | 'issuedAt' | 'uses'>, body: Args): void {
  const original = originalOf(sandbox, issued)
  if (flag(body, 'delete_original')) {
    if (!original) throw new SlackError('cant_delete_message')
    return retract(sandbox, original)
  }
  const content = contentOf(sandbox, body)
  if (isEmpty(content)) throw new SlackError('no_text')
  // A command's own answers can't be replaced through its address: each is a message of its own.
  if (flag(body, 'replace_original') && original) return edit(sandbox, original, content)
  const { app } = sandbox.workspace
  const metadata = metadataOf(body)
  const threadTs = threadArg(sandbox, issued.channel, body)
  post(sandbox, {
    ...content,
    channel: issued.channel,
    user: app.botUserId,
    botId: app.botId,
    ...(body.response_type === 'in_channel' ? {} : { ephemeralTo: issued.user }),
    ...(threadTs ? { threadTs } : {}),
    ...(metadata ? { metadata } : {}),
  })
}

/** The message with the button, if it is still there and the app's own. */
function originalOf(sandbox: Sandbox, issued: Pick<ResponseUrl, 'message'>): StoredMessage | undefined {
  const { message } = issued
  const found = message && findMessage(sandbox.workspace, message.channel, message.ts)
  return found?.botId === sandbox.workspace.app.botId ? found : undefined
}
