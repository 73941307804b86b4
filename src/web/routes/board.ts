import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { QueueHandle } from '../../jobs/queue.js'
import type { Redacted } from '../../lib/redacted.js'
import { countAttempts } from '../attempts.js'

/** bull-board under `/queues`, behind HTTP Basic (RFC 7617): user `admin`, password from DAYBOOK_ADMIN_PASSWORD. */
export async function mountBoard(app: FastifyInstance, queue: QueueHandle, password: Redacted): Promise<void> {
  const expected = Buffer.from(`Basic ${Buffer.from(`admin:${password.reveal()}`).toString('base64')}`)
  const { createBoard } = await import('../../jobs/board.js')
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
