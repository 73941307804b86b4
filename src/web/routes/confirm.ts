import type { FastifyInstance } from 'fastify'
import { type ConfirmDeps, confirmByLink, openConfirmation } from '../../bots/email/confirm-by-link.js'
import { acceptForms, linkIn, sendPage } from '../page.js'

/** `GET /confirm?open=<signed link>` shows what a mail's command would do, `POST` does it. The link is the authentication. */
export async function mountConfirm(app: FastifyInstance, deps: ConfirmDeps): Promise<void> {
  await app.register(async (scope) => {
    acceptForms(scope)
    scope.get('/confirm', { exposeHeadRoute: false }, async (request, reply) =>
      sendPage(reply, await openConfirmation(deps, linkIn(request)), "'self'"),
    )
    scope.post('/confirm', async (request, reply) =>
      sendPage(reply, await confirmByLink(deps, linkIn(request)), "'self'"),
    )
  })
}
