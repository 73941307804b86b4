import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refused } from '../delivery/interaction.js'
import type { MailConfig } from '../options.js'
import type { MailboxList } from '../page-api.js'
import { read, sendBytes } from '../page-server/guard.js'
import { REQUESTS } from '../page-server/requests.js'
import type { Sandbox } from '../sandbox.js'
import { listMailboxes, listMessages } from './mailboxes.js'
import { readAttachment, readMessage } from './message.js'
import { sendMail } from './send.js'
import { createWatch } from './watch.js'

const API = '/sandbox/api/mail'

const listQuery = z.object({
  mailbox: z.string(),
  folder: z.string().exactOptional(),
  limit: z.coerce.number().int().positive().exactOptional(),
  before: z.coerce.number().int().positive().exactOptional(),
})
const readQuery = z.object({
  mailbox: z.string(),
  folder: z.string().exactOptional(),
  uid: z.coerce.number().int().positive(),
})
const partQuery = readQuery.extend({ part: z.coerce.number().int().nonnegative() })

/** The mail room of `page-api.ts`; without mail in the options each of its routes says so. */
export function registerMailRoom(server: FastifyInstance, sandbox: Sandbox): void {
  const watch = sandbox.config.mail && createWatch(sandbox, sandbox.config.mail)
  const mail = (): MailConfig => {
    if (!sandbox.config.mail) throw new Refused('no_mail', 'This sandbox has no mail room.', 404)
    return sandbox.config.mail
  }
  server.get(`${API}/mailboxes`, async (): Promise<MailboxList> => {
    const mailboxes = await listMailboxes(mail())
    watch?.()
    return { mailboxes }
  })
  server.get(`${API}/messages`, (request) => listMessages(mail(), listQuery.parse(request.query)))
  server.get(`${API}/message`, (request) => readMessage(mail(), readQuery.parse(request.query)))
  server.get(`${API}/attachment`, async (request, reply) => {
    const { part, ...query } = partQuery.parse(request.query)
    const found = await readAttachment(mail(), query, part)
    const name = found.filename ?? `part-${part + 1}`
    return sendBytes(reply, found.content, { name, mimetype: found.contentType, save: false })
  })
  server.post(`${API}/send`, (request) =>
    sendMail(mail(), read(REQUESTS.sendMail, request), new Date(sandbox.clock.now())),
  )
}
