import type { FastifyInstance } from 'fastify'
import { type OpenFileDeps, openFileLink } from '../../bots/web/file-page.js'
import { harmlessType } from '../../mail/open-mail.js'
import { linkIn, sendFile } from '../page.js'

/** `GET /file?open=<signed link>`: a file of a bill or an expense. The link is the authentication. */
export const mountFiles = (app: FastifyInstance, deps: OpenFileDeps): void =>
  void app.get('/file', (request, reply) =>
    sendFile(deps.db.log, reply, async () => {
      const { file, bytes } = await openFileLink(deps, linkIn(request))
      return { file: Buffer.from(bytes), filename: file.filename, contentType: harmlessType(file.contentType) }
    }),
  )
