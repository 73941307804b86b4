import { setTimeout as pause } from 'node:timers/promises'

/** Knows what was begun and has not ended yet, so that whoever stops can wait for it. */
export type UnderWay = {
  run<T>(work: () => Promise<T>): Promise<T>
  /** When all of it has ended, whether well or not; after `longestMs` at the latest. */
  settled(longestMs: number): Promise<void>
}

export function makeUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>()
  return {
    run: async (work) => {
      const ended = work()
      running.add(ended)
      try {
        return await ended
      } finally {
        running.delete(ended)
      }
    },
    settled: async (longestMs) => {
      const given = new AbortController()
      const all = async () => {
        while (running.size > 0) await Promise.allSettled(running)
      }
      await Promise.race([all(), pause(longestMs, undefined, { signal: given.signal }).catch(() => undefined)])
      given.abort()
    },
  }
}
