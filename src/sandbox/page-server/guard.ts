import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fieldsOf } from '../bodies.js'
import { Refused } from '../delivery/interaction.js'
import { sees } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { canSee } from '../workspace/conversations.js'
import { findMessage } from '../workspace/messages.js'
import type { StoredConversation, StoredMessage } from '../workspace/types.js'

const OWN_HOSTS = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Keeps other web pages out. A browser would let any site it has open post to this machine, and whoever reaches the
 * sandbox acts as anybody: so the Host must be this machine's (no rebound name) and an Origin must be our own.
 */
export function guard(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/sandbox/')) return
    const { host = '', origin } = request.headers
    if (OWN_HOSTS.test(host) && (origin === undefined || origin === `http://${host}`)) return
    await reply.code(403).send({ error: 'forbidden', message: 'Only pages of the sandbox itself may do this.' })
  })
}

/** One place where what goes wrong becomes an `ApiError`. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Refused) return reply.code(error.status).send({ error: error.code, message: error.message })
    if (error instanceof z.ZodError) {
      return reply.code(400).send({ error: 'invalid', message: z.prettifyError(error) })
    }
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : message}\n`)
    return reply.code(500).send({ error: 'internal', message })
  })
}

export function read<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  return schema.parse(fieldsOf(request))
}

/** The person acted as: one of the workspace's, and no bot. */
export function person(sandbox: Sandbox, id: string | undefined): string {
  const found = sandbox.workspace.users.get(id ?? '')
  if (!found || found.isBot) throw new Refused('user_not_found', 'There is no such person here.', 404)
  return found.id
}

/** Whom a page acts as that has not chosen anybody yet. */
export function firstPerson(sandbox: Sandbox): string {
  const found = [...sandbox.workspace.users.values()].find((user) => !user.isBot)
  if (!found) throw new Refused('user_not_found', 'There is nobody here to act as.', 404)
  return found.id
}

/** A conversation that the person may see; with `member`, only one that they are in. */
export function conversation(sandbox: Sandbox, id: string, as: string, member = false): StoredConversation {
  const found = sandbox.workspace.conversations.get(id)
  if (!found || !canSee(found, as)) throw new Refused('channel_not_found', 'There is no such channel.', 404)
  if (member && !found.members.includes(as)) {
    throw new Refused('not_in_channel', `You aren't in #${found.name}. Join it first.`)
  }
  return found
}

export function message(sandbox: Sandbox, channel: string, ts: string, as: string): StoredMessage {
  const found = findMessage(sandbox.workspace, channel, ts)
  if (!found || !sees(sandbox, found, as)) {
    throw new Refused('message_not_found', 'This message is no longer there.', 404)
  }
  return found
}

/** Sends bytes so that a browser shows images and saves everything else: an uploaded page must not run here. */
export function sendBytes(
  reply: FastifyReply,
  bytes: Buffer,
  about: { name: string; mimetype: string; save: boolean },
) {
  const inline = /^(image\/(png|jpeg|gif)|application\/pdf|text\/plain)$/.test(about.mimetype) && !about.save
  return reply
    .header('content-type', about.mimetype)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header(
      'content-disposition',
      `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(about.name)}`,
    )
    .send(bytes)
}
