import { setTimeout as pause } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import type { PostedMessage, Posters } from './post-once.js'
import { isUnsure } from './unsure.js'

const TRIES = 4
const PAUSE_MS = 300
const LONGEST_PAUSE_MS = 5_000

/**
 * For one person's eyes, past a 429, a 5xx and a lost connection. Such a message can't be found again, so that after a connection that
 * broke nobody knows whether it is there: it is said once more and no further (docs/adr/0033).
 */
export async function postPrivately({ once }: Posters, message: PostedMessage & { user: string }): Promise<void> {
  let unsure = 0
  for (let attempt = 1; ; attempt += 1) {
    try {
      await once.chat.postEphemeral(message)
      return
    } catch (error) {
      if (isUnsure(error) && ++unsure === 2) return
      if (attempt === TRIES || error instanceof webApi.WebAPIPlatformError) throw error
      const refused = error instanceof webApi.WebAPIRateLimitedError
      await pause(refused ? Math.min(error.retryAfter * 1000, LONGEST_PAUSE_MS) : PAUSE_MS * attempt)
    }
  }
}
