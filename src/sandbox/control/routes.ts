import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { read } from '../page-server/guard.js'
import type { Sandbox } from '../sandbox.js'
import { findConversation } from '../workspace/conversations.js'
import { messagesIn } from '../workspace/messages.js'
import { connect } from './connect.js'
import { faultSchema } from './faults.js'
import { reset } from './reset.js'
import { revoke } from './revoke.js'

const CONTROL = '/sandbox/control'

const offset = z.union([z.object({ offsetMs: z.number() }), z.object({ advanceMs: z.number() })])
const appUrl = z.object({ url: z.url().nullable() })
const limit = z.object({
  limit: z.union([
    z.literal(false),
    z.object({ perSecond: z.number().positive(), burst: z.number().int().positive() }),
  ]),
})
const logQuery = z.object({
  kind: z.string().exactOptional(),
  name: z.string().exactOptional(),
  after: z.coerce.number().exactOptional(),
})

/**
 * What tests do to the sandbox from outside, under `/sandbox/control`:
 *
 * | method and path     | body or query                          | answer                                     |
 * | ------------------- | -------------------------------------- | ------------------------------------------ |
 * | GET  ids            |                                        | team, app, users by handle, channels by name |
 * | POST app            | `{url}`, null to disconnect            | `{verified}`                               |
 * | POST reset          |                                        | everything empty, faults and log too       |
 * | GET/POST clock      | `{offsetMs}` or `{advanceMs}`          | `{now, offsetMs}`                          |
 * | GET/DELETE log      | ?kind &name &after                     | `{entries}` (`control/log.ts`)             |
 * | GET/POST/DELETE faults | a fault (`control/faults.ts`)       | `{faults}`                                 |
 * | POST socket       | `{how: 'refresh' \| 'cut'}`           | `{ok}`: Socket Mode connections end        |
 * | POST revoke        | `{uninstalled}`                        | `{ok}`: the bot's token is taken away (`control/revoke.ts`) |
 * | POST rate-limit     | `{limit: false \| {perSecond, burst}}` | `{ok}`                                     |
 * | GET  messages       | ?channel (id or name)                  | `{messages}`, raw, ephemeral ones too      |
 */
export function registerControl(server: FastifyInstance, sandbox: Sandbox): void {
  server.get(`${CONTROL}/ids`, () => ids(sandbox))
  server.post(`${CONTROL}/app`, (request) => connect(sandbox, read(appUrl, request).url))
  server.post(`${CONTROL}/reset`, () => {
    reset(sandbox)
    return { ok: true }
  })
  server.get(`${CONTROL}/clock`, () => time(sandbox))
  server.post(`${CONTROL}/clock`, (request) => {
    const asked = read(offset, request)
    sandbox.clock.setOffset('offsetMs' in asked ? asked.offsetMs : sandbox.clock.offset() + asked.advanceMs)
    return time(sandbox)
  })
  server.get(`${CONTROL}/log`, (request) => ({ entries: sandbox.log.list(logQuery.parse(request.query)) }))
  server.delete(`${CONTROL}/log`, () => {
    sandbox.log.clear()
    return { entries: [] }
  })
  server.get(`${CONTROL}/faults`, () => ({ faults: sandbox.faults.list() }))
  server.post(`${CONTROL}/faults`, (request) => {
    sandbox.faults.add(faultSchema.parse(read(z.record(z.string(), z.unknown()), request)))
    return { faults: sandbox.faults.list() }
  })
  server.delete(`${CONTROL}/faults`, () => {
    sandbox.faults.clear()
    return { faults: [] }
  })
  server.post(`${CONTROL}/socket`, (request) => {
    sandbox.sockets.disconnect(read(z.object({ how: z.enum(['refresh', 'cut']) }), request).how)
    return { ok: true }
  })
  server.post(`${CONTROL}/revoke`, (request) => {
    revoke(sandbox, read(z.object({ uninstalled: z.boolean() }), request).uninstalled)
    return { ok: true }
  })
  server.post(`${CONTROL}/rate-limit`, (request) => {
    sandbox.rateLimit.set(read(limit, request).limit)
    return { ok: true }
  })
  server.get<{ Querystring: { channel?: string } }>(`${CONTROL}/messages`, (request) => {
    const found = findConversation(sandbox.workspace, request.query.channel ?? '')
    return { messages: found ? messagesIn(sandbox.workspace, found.id) : [] }
  })
}

const time = ({ clock }: Sandbox) => ({ now: new Date(clock.now()).toISOString(), offsetMs: clock.offset() })

function ids({ workspace }: Sandbox) {
  const channels = [...workspace.conversations.values()].filter((each) => each.name !== '')
  return {
    team: workspace.team.id,
    app: workspace.app,
    users: idsByName([...workspace.users.values()]),
    channels: idsByName(channels),
  }
}

function idsByName(all: readonly { name: string; id: string }[]): Record<string, string> {
  return Object.fromEntries(all.map((each) => [each.name, each.id]))
}
