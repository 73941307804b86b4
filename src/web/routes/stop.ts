import type { FastifyInstance } from 'fastify'
import { openStopPage, type StopDeps, stopByLink } from '../../bots/web/stop-page.js'
import { acceptForms, linkIn, sendPage } from '../page.js'

/** `GET /stop?open=<signed link>` asks whether a reader wants no more of a scheduled report, `POST` says so. */
export async function mountStop(app: FastifyInstance, deps: StopDeps): Promise<void> {
  await app.register(async (scope) => {
    acceptForms(scope)
    scope.get('/stop', { exposeHeadRoute: false }, async (request, reply) =>
      sendPage(reply, await openStopPage(deps, linkIn(request)), "'self'"),
    )
    scope.post('/stop', async (request, reply) => sendPage(reply, await stopByLink(deps, linkIn(request)), "'self'"))
  })
}
