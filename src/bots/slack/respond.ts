import { setTimeout as pause } from 'node:timers/promises'
import { type RespondArguments, RespondError, type RespondFn } from '@slack/bolt'
import { isUnsure } from './unsure.js'

/** Between attempts; a response_url takes five uses within 30 minutes, of which other answers may need some. */
const PAUSES_MS = [300, 1_200]

/**
 * Answers through a `response_url`, past a 429 or 5xx that lasts a moment. False when it can't be done that way: the address
 * is used up or expired, or Slack stays away. Throws what speaks against the message itself (400). A connection that broke after the
 * message was on its way is tried once more and no further: nobody sees a third.
 */
export async function respondWith(respond: RespondFn, message: RespondArguments): Promise<boolean> {
  let unsure = 0
  for (const wait of [...PAUSES_MS, null]) {
    try {
      await respond(message)
      return true
    } catch (error) {
      if (isUnsure(error) && ++unsure === 2) return true
      const status = error instanceof RespondError ? error.statusCode : 503
      if (status === 400) throw error
      if (wait === null || (status < 500 && status !== 429)) return false
      await pause(wait)
    }
  }
  return false
}
