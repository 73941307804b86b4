import { setImmediate as turn } from 'node:timers/promises'
import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import type { Clock } from '../lib/clock.js'
import type { Result } from '../lib/result.js'
import { arrivalOf, type FetchedMessage } from './fetch-batch.js'
import { gmailThread } from './provider-thread.js'
import { readMessage } from './read-message.js'

/** A message as it came, with what was read of it; `content` is null when there were no bytes. */
export type ReadMessage = FetchedMessage & { receivedAt: Date; content: Result<ParsedMessage> | null }

/** Reads batches one ahead of the caller: while the database stores one, this process is not idle. */
export async function* readAhead(
  batches: AsyncGenerator<FetchedMessage[]>,
  clock: Clock,
): AsyncGenerator<ReadMessage[]> {
  const readNext = async () => {
    const next = await batches.next()
    return next.done ? null : readAll(next.value, clock)
  }
  let ahead = readNext()
  try {
    for (;;) {
      const batch = await ahead
      if (batch === null) return
      ahead = readNext()
      ahead.catch(() => undefined) // reported when it is awaited; the caller may stop before
      yield batch
    }
  } finally {
    void batches.return(undefined).catch(() => undefined) // what is on its way is not waited for
  }
}

/** So long is read at a stretch, ms: a turn costs a twentieth of a message, and the database is to wait for nobody. */
const STRETCH_MS = 2

async function readAll(batch: readonly FetchedMessage[], clock: Clock): Promise<ReadMessage[]> {
  const read: ReadMessage[] = []
  let since = performance.now()
  for (const message of batch) {
    const receivedAt = arrivalOf(message, clock)
    const content = message.bytes === null ? null : await readMessage(message.bytes, receivedAt)
    if (content?.ok && message.threadId)
      content.value = { ...content.value, providerThread: gmailThread(message.threadId) }
    read.push({ ...message, receivedAt, content })
    // What waits for the database goes first: reading by itself never lets it have a turn.
    if (performance.now() - since < STRETCH_MS) continue
    await turn()
    since = performance.now()
  }
  return read
}
