import { setTimeout as pause } from 'node:timers/promises'

/** Slack waits three seconds for the answer to a form (its own and ours on the way included), and then says that it failed. */
const PATIENCE_MS = 2_000

/** Whether the work is done before Slack loses its patience; it goes on either way. Throws what it throws. */
export async function withinPatience(work: Promise<unknown>): Promise<boolean> {
  const given = new AbortController()
  const late = pause(PATIENCE_MS, false, { signal: given.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    given.abort()
  }
}
