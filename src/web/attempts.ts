import type { FastifyReply, FastifyRequest } from 'fastify'
import { makePace } from '../lib/pace.js'

/** A person mistypes a few times; a machine that guesses is stopped here. */
const FAILURES = { most: 20, perMs: 60_000 }

/** Failed attempts to get in, by the address that they come from. */
export type Attempts = {
  /** Answers 429 (RFC 6585 §4) and is true when there were too many lately: then nothing is looked at. */
  refuse(request: FastifyRequest, reply: FastifyReply): boolean
  failed(request: FastifyRequest): void
}

export function countAttempts(): Attempts {
  const pace = makePace(FAILURES)
  return {
    refuse: (request, reply) => {
      if (!pace.isSpent(request.ip)) return false
      void reply.code(429).header('retry-after', '60').send('Too many failed attempts. Try again in a minute.')
      return true
    },
    failed: (request) => void pace.take(request.ip),
  }
}
