import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The built page at `/`; without one, a line that says so. */
export async function registerPage(server: FastifyInstance, pageDir: string | undefined): Promise<void> {
  if (pageDir === undefined) {
    server.get('/', (_request, reply) => reply.type('text/plain').send('The sandbox is up. No page was given to it.'))
    return
  }
  await server.register(staticFiles, { root: pageDir, cacheControl: false })
}
