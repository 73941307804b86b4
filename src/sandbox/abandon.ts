import type { FastifyReply } from 'fastify'
import type { Sandbox } from './sandbox.js'

/** Never answers: breaks the connection at once, or when the sandbox closes if the caller hasn't given up before. */
export function abandon(reply: FastifyReply, until: 0 | Sandbox): void {
  reply.hijack()
  const { socket } = reply.raw
  if (until === 0) socket?.destroy()
  else until.closing.addEventListener('abort', () => socket?.destroy(), { once: true })
}
