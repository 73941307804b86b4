import { createMcpHandler } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../bots/commands/request.js'
import { toolServer } from '../../bots/mcp/serve-tools.js'
import { whoComes } from '../../bots/mcp/who-comes.js'
import { toAppError } from '../../lib/errors.js'
import { countAttempts } from '../attempts.js'

/** More than any command needs. */
const BODY_BYTES = 1024 * 1024

/**
 * `POST /mcp`: the Model Context Protocol over HTTP (2026-07-28, and what came before it), without sessions: each request bears its token
 * (RFC 6750) and is answered for the person it speaks for as they are now. A browser's pages have no business here.
 */
export async function mountMcp(app: FastifyInstance, deps: Deps): Promise<void> {
  const attempts = countAttempts()
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      handler: async (request, reply) => {
        if (request.headers.origin !== undefined) return await reply.code(403).send('Not from a page in a browser.')
        if (attempts.refuse(request, reply)) return reply
        const who = await whoComes(deps, bearerOf(request.headers.authorization))
        if (!who) {
          attempts.failed(request)
          return await reply
            .code(401)
            .header('www-authenticate', 'Bearer realm="Daybook", error="invalid_token"')
            .send('A token opens this: `token new` in Slack makes one.')
        }
        const handler = createMcpHandler(() => toolServer(deps, who), {
          onerror: (error) => deps.db.log.warn({ err: toAppError(error) }, 'a request of an assistant failed'),
        })
        return await reply.send(await handler.fetch(webRequest(request)))
      },
    })
  })
}

const bearerOf = (header = ''): string => /^Bearer +(\S+)$/i.exec(header)?.[1] ?? ''

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const body = request.method === 'POST' && Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null
  return new Request(new URL(request.url, 'http://localhost'), { method: request.method, headers, body })
}
