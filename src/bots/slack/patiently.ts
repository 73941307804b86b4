import { setTimeout as pause } from 'node:timers/promises'
import { webApi } from '@slack/bolt'

const TRIES = 4
const PAUSE_MS = 300
/** Longer than a person waits; a job's message is another's affair (chat-out.ts). */
const LONGEST_PAUSE_MS = 5_000

/**
 * Does again what somebody waits for, past a 429, a 5xx and a lost connection, with a client that never does by itself. Before another try
 * `found` may say what the failed one did after all. What Slack refuses is thrown at once.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  found: (error: unknown) => Promise<T | undefined> | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || error instanceof webApi.WebAPIPlatformError) throw error
      const refused = error instanceof webApi.WebAPIRateLimitedError
      await pause(refused ? Math.min(error.retryAfter * 1000, LONGEST_PAUSE_MS) : PAUSE_MS * attempt)
      const done = await found(error)
      if (done !== undefined) return done
    }
  }
}
