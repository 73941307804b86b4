import type { FastifyInstance } from 'fastify'
import type { Numbered } from '../hub.js'
import type { Change } from '../page-api.js'
import type { Sandbox } from '../sandbox.js'
import { person } from './guard.js'

/** A comment now and then, so that a proxy or a laptop that slept notices a dead line. */
const HEARTBEAT_MS = 15_000

export function registerStream(server: FastifyInstance, sandbox: Sandbox): void {
  server.get<{ Querystring: { as?: string; after?: string } }>('/sandbox/api/stream', (request, reply) => {
    const as = person(sandbox, request.query.as)
    const lastId = request.headers['last-event-id'] ?? request.query.after
    const after = lastId === undefined ? sandbox.hub.seq() : Number(lastId)
    reply.hijack()
    const out = reply.raw
    out.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' })
    out.write('retry: 1000\n\n')

    const send = (entry: Numbered) => out.write(frame(entry.seq, entry.change))
    const missed = sandbox.hub.since(after, as)
    if (missed) for (const entry of missed) send(entry)
    else out.write(frame(sandbox.hub.seq(), { type: 'reset' }))
    const leave = sandbox.hub.subscribe(as, send)
    const beat = setInterval(() => out.write(': still here\n\n'), HEARTBEAT_MS)
    const end = () => out.end()
    sandbox.closing.addEventListener('abort', end, { once: true })
    out.on('close', () => {
      leave()
      clearInterval(beat)
      sandbox.closing.removeEventListener('abort', end)
    })
  })
}

function frame(seq: number, change: Change): string {
  return `id: ${seq}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`
}
