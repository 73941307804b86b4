import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { connected } from '../delivery/deliver.js'
import type { Delivered, Parcel } from '../delivery/parcel.js'
import { isRecord, type Json, parseJson } from '../json.js'
import { LIFETIMES } from '../lifetimes.js'
import type { Sandbox } from '../sandbox.js'
import { randomId } from '../workspace/ids.js'
import type { Sockets } from './sockets.js'

const LINK = '/link'

/** How a parcel's name says what kind of envelope it goes in. */
function kindOf({ name }: Parcel): 'events_api' | 'slash_commands' | 'interactive' {
  if (name.startsWith('event:')) return 'events_api'
  return name === 'command' ? 'slash_commands' : 'interactive'
}

export function registerSockets(server: FastifyInstance, sandbox: () => Sandbox): Sockets {
  const tickets = new Set<string>()
  const open = new Set<WebSocket>()
  const waiting = new Map<string, (payload: unknown) => void>()
  const accepting = new WebSocketServer({ noServer: true })

  server.server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname !== LINK || !tickets.delete(url.searchParams.get('ticket') ?? '')) return void socket.destroy()
    accepting.handleUpgrade(request, socket, head, (link) => {
      open.add(link)
      link.on('message', (data: Buffer) => acknowledged(data.toString()))
      link.on('close', () => {
        open.delete(link)
        if (open.size === 0) connected(sandbox(), sandbox().app.url !== null)
      })
      link.send(
        JSON.stringify({
          type: 'hello',
          num_connections: open.size,
          connection_info: { app_id: sandbox().workspace.app.id },
        }),
      )
      connected(sandbox(), true)
    })
  })
  server.addHook('preClose', async () => {
    for (const link of open) link.terminate()
    accepting.close()
  })

  function acknowledged(text: string): void {
    const answer = parseJson(text)
    if (!isRecord(answer) || typeof answer.envelope_id !== 'string') return
    waiting.get(answer.envelope_id)?.(answer.payload)
  }

  return {
    ticket() {
      const ticket = randomBytes(16).toString('hex')
      tickets.add(ticket)
      return `${sandbox().url.replace(/^http/, 'ws')}${LINK}?ticket=${ticket}`
    },
    isOpen: () => open.size > 0,
    send(parcel) {
      const [link] = open
      const id = randomId('Env')
      return new Promise((resolve) => {
        const settle = (outcome: Delivered) => {
          waiting.delete(id)
          disarm()
          resolve(outcome)
        }
        const disarm = sandbox().clock.after(LIFETIMES.acknowledgeMs, () =>
          settle({ ok: false, failure: 'http_timeout', status: null }),
        )
        waiting.set(id, (payload) => settle({ ok: true, status: 200, body: payload ?? '' }))
        link?.send(JSON.stringify(envelope(id, parcel)))
      })
    },
    disconnect(how) {
      for (const link of open) {
        if (how === 'cut') link.terminate()
        else link.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
      }
    },
  }
}

function envelope(id: string, parcel: Parcel): Json {
  const { 'x-slack-retry-num': attempt, 'x-slack-retry-reason': reason } = parcel.headers ?? {}
  const type = kindOf(parcel)
  return {
    envelope_id: id,
    type,
    payload: parcel.payload,
    accepts_response_payload: type !== 'events_api',
    ...(attempt ? { retry_attempt: Number(attempt), retry_reason: reason } : {}),
  }
}
