import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The built page at `/`, to which permalinks lead too; without one, a line that says so. */
export async function registerPage(server: FastifyInstance, pageDir: string | undefined): Promise<void> {
  server.get<{ Params: { channel: string; message: string } }>('/archives/:channel/:message', (request, reply) => {
    const { channel, message } = request.params
    const ts = message.replace(/^p(\d+)(\d{6})$/, '$1.$2')
    return reply.redirect(`/?${new URLSearchParams({ channel, ts })}`)
  })
  if (pageDir === undefined) {
    server.get('/', (_request, reply) => reply.type('text/plain').send('The sandbox is up. No page was given to it.'))
    return
  }
  await server.register(staticFiles, { root: pageDir, cacheControl: false })
}
