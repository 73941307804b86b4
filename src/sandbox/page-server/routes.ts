import type { FastifyInstance } from 'fastify'
import { rawBody } from '../bodies.js'
import { askOptions, doAction } from '../delivery/actions.js'
import { runCommand } from '../delivery/commands.js'
import { closeView, submitView } from '../delivery/submissions.js'
import { openAgent, openHome, runShortcut } from '../delivery/surfaces.js'
import type { Done, FileInfo, Sent } from '../page-api.js'
import type { Sandbox } from '../sandbox.js'
import { toggle } from '../web-api/reactions.js'
import type { StoredFile } from '../workspace/types.js'
import { conversation, firstPerson, message, person, read, sendBytes } from './guard.js'
import { REQUESTS } from './requests.js'
import { snapshot } from './snapshot.js'
import { createChannel, inviteTo, keepUpload, openWith, say, shareUpload } from './talk.js'

const API = '/sandbox/api'
const DONE: Done = { ok: true, delivered: true }

/** The routes of `page-api.ts`, but for the stream and the mail room. */
export function registerPageApi(server: FastifyInstance, sandbox: Sandbox): void {
  server.get<{ Querystring: { as?: string; after?: string } }>(`${API}/state`, ({ query }) =>
    snapshot(
      sandbox,
      query.as === undefined ? firstPerson(sandbox) : person(sandbox, query.as),
      Number(query.after ?? 0),
    ),
  )
  registerTalk(server, sandbox)
  registerInteraction(server, sandbox)
  registerFiles(server, sandbox)
}

function registerTalk(server: FastifyInstance, sandbox: Sandbox): void {
  server.post(`${API}/messages`, (request): Sent => {
    const asked = read(REQUESTS.sendMessage, request)
    const as = person(sandbox, asked.as)
    return say(sandbox, conversation(sandbox, asked.channel, as, true), asked)
  })
  server.post(`${API}/conversations/open`, (request) => {
    const asked = read(REQUESTS.openConversation, request)
    return openWith(sandbox, person(sandbox, asked.as), asked.users)
  })
  server.post(`${API}/conversations/create`, (request) => {
    const asked = read(REQUESTS.createConversation, request)
    return createChannel(sandbox, person(sandbox, asked.as), asked)
  })
  server.post(`${API}/conversations/join`, (request) => {
    const asked = read(REQUESTS.joinConversation, request)
    const as = person(sandbox, asked.as)
    return inviteTo(sandbox, conversation(sandbox, asked.channel, as), as, asked.users ?? [as])
  })
  server.post(`${API}/reactions`, (request): Done => {
    const asked = read(REQUESTS.toggleReaction, request)
    const as = person(sandbox, asked.as)
    toggle(sandbox, message(sandbox, asked.channel, asked.ts, as), asked.name, as)
    return DONE
  })
}

function registerInteraction(server: FastifyInstance, sandbox: Sandbox): void {
  server.post(`${API}/commands`, (request) => {
    const asked = read(REQUESTS.runCommand, request)
    const as = person(sandbox, asked.as)
    return runCommand(sandbox, conversation(sandbox, asked.channel, as), asked)
  })
  server.post(`${API}/actions`, (request) => {
    const asked = read(REQUESTS.doAction, request)
    person(sandbox, asked.as)
    return doAction(sandbox, asked)
  })
  server.post(`${API}/options`, (request) => {
    const asked = read(REQUESTS.askOptions, request)
    person(sandbox, asked.as)
    return askOptions(sandbox, asked)
  })
  server.post(`${API}/shortcuts`, (request) => {
    const asked = read(REQUESTS.runShortcut, request)
    person(sandbox, asked.as)
    return runShortcut(sandbox, asked)
  })
  server.post(`${API}/views/submit`, (request) => {
    const asked = read(REQUESTS.submitView, request)
    person(sandbox, asked.as)
    return submitView(sandbox, asked)
  })
  server.post(`${API}/views/close`, async (request): Promise<Done> => {
    const asked = read(REQUESTS.closeView, request)
    person(sandbox, asked.as)
    await closeView(sandbox, asked)
    return DONE
  })
  server.post(`${API}/home/open`, (request) => {
    const asked = read(REQUESTS.openHome, request)
    person(sandbox, asked.as)
    return openHome(sandbox, asked)
  })
  server.post(`${API}/agent/open`, (request) => {
    const asked = read(REQUESTS.openAgent, request)
    person(sandbox, asked.as)
    return openAgent(sandbox, asked)
  })
}

function registerFiles(server: FastifyInstance, sandbox: Sandbox): void {
  server.post(`${API}/files`, (request): Sent => {
    const asked = REQUESTS.upload.parse(request.query)
    const as = person(sandbox, asked.as)
    return shareUpload(sandbox, conversation(sandbox, asked.channel, as, true), asked, rawBody(request))
  })
  server.post(`${API}/uploads`, (request): FileInfo => {
    const asked = REQUESTS.inputUpload.parse(request.query)
    person(sandbox, asked.as)
    return keepUpload(sandbox, asked, rawBody(request))
  })
  server.get<{ Params: { id: string }; Querystring: { download?: string } }>(`${API}/files/:id`, (request, reply) => {
    const file = sandbox.workspace.files.get(request.params.id)
    const bytes = sandbox.workspace.fileBytes.get(request.params.id)
    if (!file || !bytes) return reply.code(404).send({ error: 'file_not_found', message: 'There is no such file.' })
    return sendBytes(reply, bytes, { ...file, save: request.query.download !== undefined })
  })
  // What `url_private` of a file names: with the app's token, and where the app is; to everybody else Slack shows where to sign in.
  server.get<{ Params: { key: string } }>('/files-pri/:key/:name', (request, reply) => {
    const id = request.params.key.split('-').at(-1) ?? ''
    const file = sandbox.workspace.files.get(id)
    const bytes = sandbox.workspace.fileBytes.get(id)
    const allowed = request.headers.authorization === `Bearer ${sandbox.workspace.botToken}`
    if (!allowed || !file || !bytes || !isOpenToApp(sandbox, file)) return reply.redirect('/sign-in', 302)
    return sendBytes(reply, bytes, { ...file, save: true })
  })
  server.get('/sign-in', (_, reply) => reply.type('text/html').send('<html>Please sign in</html>'))
}

/** What is shared nowhere is in a form of the app, or its own. */
function isOpenToApp({ workspace }: Sandbox, { shares }: StoredFile): boolean {
  const { botUserId } = workspace.app
  return (
    shares.length === 0 ||
    shares.some(({ channel }) => workspace.conversations.get(channel)?.members.includes(botUserId))
  )
}
