import type { FastifyInstance, FastifyReply } from 'fastify'
import { type ConfirmAnswer, type ConfirmDeps, confirmByLink, openConfirmation } from './bots/email/confirm-by-link.js'
import { pageHeaders } from './web-mail.js'

/** The form posts to this port and nowhere else. */
const HEADERS = pageHeaders("'self'")
const FORM = 'application/x-www-form-urlencoded'

/**
 * `GET /confirm?open=<signed link>` shows what a mail's command would do, `POST` does it. The link is the authentication; the
 * form has no fields, so its body is not looked at.
 */
export async function mountConfirm(app: FastifyInstance, deps: ConfirmDeps): Promise<void> {
  await app.register(async (scope) => {
    acceptForms(scope)
    scope.get('/confirm', { exposeHeadRoute: false }, async (request, reply) =>
      send(reply, await openConfirmation(deps, linkIn(request.query))),
    )
    scope.post('/confirm', async (request, reply) => send(reply, await confirmByLink(deps, linkIn(request.query))))
  })
}

/** The form of such a page has no fields: its body is not looked at. */
export const acceptForms = (scope: FastifyInstance): void =>
  void scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: 1024 }, (_request, _body, done) =>
    done(null, null),
  )

export function linkIn(query: unknown): string {
  const { open } = query as { open?: unknown }
  return typeof open === 'string' ? open : ''
}

const send = (reply: FastifyReply, { status, page }: ConfirmAnswer) =>
  reply.headers(HEADERS).code(status).type('text/html; charset=utf-8').send(page)
