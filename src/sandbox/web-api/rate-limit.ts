import type { Clock } from '../clock.js'
import type { SandboxConfig } from '../options.js'

export interface RateLimit {
  /** Takes one token of `key`; the whole seconds to wait when there is none, 0 when it may go. */
  take(key: string): number
  set(limit: SandboxConfig['rateLimit']): void
}

interface Bucket {
  tokens: number
  at: number
}

/** A token bucket a key: Slack lets a channel have about one post a second, and small bursts. */
export function createRateLimit(clock: Clock, initial: SandboxConfig['rateLimit']): RateLimit {
  let limit = initial
  let buckets = new Map<string, Bucket>()
  return {
    take(key) {
      if (!limit) return 0
      const now = clock.now()
      const before = buckets.get(key) ?? { tokens: limit.burst, at: now }
      const tokens = Math.min(limit.burst, before.tokens + (Math.max(0, now - before.at) / 1000) * limit.perSecond)
      const granted = tokens >= 1
      buckets.set(key, { tokens: granted ? tokens - 1 : tokens, at: now })
      return granted ? 0 : Math.max(1, Math.ceil((1 - tokens) / limit.perSecond))
    },
    set(next) {
      limit = next
      buckets = new Map()
    },
  }
}
