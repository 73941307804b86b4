import type { FastifyInstance, FastifyReply } from 'fastify'
import { confirmLinkPage, type LinkDeps, type LinkPage, openLinkPage } from './bots/web/link-page.js'
import { acceptForms, linkIn } from './web-confirm.js'
import { pageHeaders } from './web-mail.js'

/** The form posts to this port and nowhere else. */
const HEADERS = pageHeaders("'self'")

/** `GET /link?open=<signed link>` asks whether a Slack user is the person who got the mail, `POST` says yes. */
export async function mountLink(app: FastifyInstance, deps: LinkDeps): Promise<void> {
  await app.register(async (scope) => {
    acceptForms(scope)
    scope.get('/link', { exposeHeadRoute: false }, async (request, reply) =>
      send(reply, openLinkPage(deps, linkIn(request.query))),
    )
    scope.post('/link', async (request, reply) => send(reply, await confirmLinkPage(deps, linkIn(request.query))))
  })
}

const send = (reply: FastifyReply, { status, page }: LinkPage) =>
  reply.headers(HEADERS).code(status).type('text/html; charset=utf-8').send(page)
