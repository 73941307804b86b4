import type { Clock } from './clock.js'
import type { Change } from './page-api.js'

/** What a person gets to see of an occurrence; null: nothing. Asked anew for each person and each replay. */
export type Seen = (userId: string) => Change | null

export interface Numbered {
  seq: number
  change: Change
}

export type Listener = (entry: Numbered) => void

/** Tells the pages what changed, and keeps enough of it that a page which lost its connection can catch up. */
export interface Hub {
  seq(): number
  publish(seen: Seen): void
  /** What came after `seq`, or null when that can't be said any more. */
  since(seq: number, userId: string): Numbered[] | null
  subscribe(userId: string, listener: Listener): () => void
}

const KEPT = 1_000

export function createHub(clock: Clock): Hub {
  // Starting at the time makes numbers of an earlier run recognisable: they are below all of ours.
  const first = Math.floor(clock.now())
  let seq = first
  let kept: { seq: number; seen: Seen }[] = []
  const listeners = new Map<Listener, string>()

  return {
    seq: () => seq,
    publish(seen) {
      seq += 1
      kept.push({ seq, seen })
      if (kept.length > 2 * KEPT) kept = kept.slice(-KEPT)
      for (const [listener, userId] of listeners) {
        const change = seen(userId)
        if (change) listener({ seq, change })
      }
    },
    since(after, userId) {
      const oldest = (kept[0]?.seq ?? seq + 1) - 1
      if (after < Math.max(first, oldest) || after > seq) return null
      return kept.flatMap((each) => {
        const change = each.seq > after ? each.seen(userId) : null
        return change ? [{ seq: each.seq, change }] : []
      })
    },
    subscribe(userId, listener) {
      listeners.set(listener, userId)
      return () => listeners.delete(listener)
    },
  }
}
