import type { FastifyInstance } from 'fastify'
import { confirmLinkPage, type LinkDeps, openLinkPage } from '../../bots/web/link-page.js'
import { acceptForms, linkIn, sendPage } from '../page.js'

/** `GET /link?open=<signed link>` asks whether a Slack user is the person who got the mail, `POST` says yes. */
export async function mountLink(app: FastifyInstance, deps: LinkDeps): Promise<void> {
  await app.register(async (scope) => {
    acceptForms(scope)
    scope.get('/link', { exposeHeadRoute: false }, async (request, reply) =>
      sendPage(reply, openLinkPage(deps, linkIn(request)), "'self'"),
    )
    scope.post('/link', async (request, reply) =>
      sendPage(reply, await confirmLinkPage(deps, linkIn(request)), "'self'"),
    )
  })
}
