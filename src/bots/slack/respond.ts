import { setTimeout as pause } from 'node:timers/promises'
import { type RespondArguments, RespondError, type RespondFn } from '@slack/bolt'
import type { SlackMessage } from './answer.js'
import { isUnsure } from './unsure.js'

/** Between attempts; a response_url takes five uses within 30 minutes, of which other answers may need some. */
const PAUSES_MS = [300, 1_200]

/**
 * Answers through a `response_url`, past a 429 or 5xx that lasts a moment. `refused` when it can't be done that way: the address is used
 * up or expired, or Slack stays away. Throws what speaks against the message itself (400). After a connection that broke when the message
 * was on its way nobody knows whether it stands there: what takes the place of another is said again, and anything else is `unsure`.
 */
export async function respondWith(
  respond: RespondFn,
  message: RespondArguments,
): Promise<'said' | 'unsure' | 'refused'> {
  let isUnknown = false
  for (const wait of [...PAUSES_MS, null]) {
    try {
      await respond(message)
      return 'said'
    } catch (error) {
      const status = error instanceof RespondError ? error.statusCode : 503
      if (status === 400) throw error
      isUnknown ||= isUnsure(error)
      if (isUnknown && !message.replace_original) return 'unsure'
      if (wait === null || (status < 500 && status !== 429)) return isUnknown ? 'unsure' : 'refused'
      await pause(wait)
    }
  }
  return 'refused'
}

/** Says it beside what was asked, for that person's eyes; false where there is no such way, and it has to be said another. */
export const respondBeside = async (respond: RespondFn | undefined, message: SlackMessage): Promise<boolean> =>
  respond !== undefined &&
  (await respondWith(respond, { ...message, response_type: 'ephemeral', replace_original: false })) !== 'refused'
