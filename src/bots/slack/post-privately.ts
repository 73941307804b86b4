import { patiently } from './patiently.js'
import type { PostedMessage, Posters } from './post-once.js'
import { isUnsure } from './unsure.js'

/**
 * For one person's eyes, past a 429 and a 5xx. Such a message can't be found again, so that after a connection that broke nobody knows
 * whether it is there: `unsure`, and never tried again here (docs/adr/0033).
 */
export const postPrivately = (
  { once }: Posters,
  message: PostedMessage & { user: string },
): Promise<'said' | 'unsure'> =>
  patiently(
    async () => {
      try {
        await once.chat.postEphemeral(message)
        return 'said'
      } catch (error) {
        if (isUnsure(error)) return 'unsure'
        throw error
      }
    },
    () => undefined,
  )
