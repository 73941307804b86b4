import type { Readable } from 'node:stream'
import { AppError } from '../lib/errors.js'
import { makeTurns } from '../lib/turns.js'

/** Reads a stream into memory and works on its bytes. */
export type Holder = <T>(stream: Readable, work: (bytes: Buffer) => Promise<T>) => Promise<T>

/** Work takes several times what it is given. One that takes longer than this lets another begin beside it, ms. */
const AT_ONCE = 2
const LONG_MS = 60_000

/**
 * Holds at most so many bytes of all streams at once. One that does not fit is read to its end, so that the other side hears the
 * answer, and kept nowhere: throws `unavailable`.
 */
export function makeHolder(mostBytes: number): Holder {
  const turn = makeTurns(AT_ONCE, LONG_MS)
  let held = 0
  return async (stream, work) => {
    let chunks: Buffer[] | null = []
    let own = 0
    const letGo = () => {
      held -= own
      own = 0
    }
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (held + chunk.length > mostBytes) {
          chunks = null
          letGo()
        }
        if (chunks === null) continue
        own += chunk.length
        held += chunk.length
        chunks.push(chunk)
      }
      if (chunks === null) throw new AppError('unavailable', 'Too much mail is handed over at once. Come again later.')
      const bytes = Buffer.concat(chunks)
      chunks = null
      return await turn(() => work(bytes))
    } finally {
      letGo()
    }
  }
}
