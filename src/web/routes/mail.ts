import type { FastifyInstance } from 'fastify'
import { type OpenMailDeps, openMailLink } from '../../mail/open-mail.js'
import { linkIn, sendFile } from '../page.js'

/** `GET /mail?open=<signed link>`: a mail as a page, or one of its attachments. The link is the authentication. */
export const mountMail = (app: FastifyInstance, deps: OpenMailDeps): void =>
  void app.get('/mail', (request, reply) => sendFile(deps.db.log, reply, () => openMailLink(deps, linkIn(request))))
