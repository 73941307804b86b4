import type { IncomingMessage } from 'node:http'
import type { App, ReceiverEvent } from '@slack/bolt'

/** Slack gave up waiting before something was acknowledged, and has told whoever asked that the app failed. */
export class TooLate extends Error {}

/** Of a delivery over HTTP, so that a Slack that hung up is seen. */
export const connectionOf = ({ socket }: IncomingMessage) => ({ connection: socket })

/**
 * Whatever arrives is acknowledged, also what no listener knows: an old dialog, an event of another kind, a button of a
 * forgotten release. Without it Slack repeats what will never be wanted, and shows its sender a warning.
 */
export function acknowledgeAll(app: App): void {
  const process = app.processEvent.bind(app)
  app.processEvent = async (event: ReceiverEvent) => {
    let isAcknowledged = false
    const ack: ReceiverEvent['ack'] = async (answer) => {
      isAcknowledged = true
      // An event is carried out late as well: nobody was told that it failed, and its repetition is dropped.
      if (!(await isInTime(event, answer)) && event.body['type'] !== 'event_callback') throw new TooLate()
    }
    await process({ ...event, ack })
    if (!isAcknowledged) await ack()
  }
}

async function isInTime(event: ReceiverEvent, answer: unknown): Promise<boolean> {
  const { connection } = (event.customProperties ?? {}) as { connection?: { destroyed: boolean } }
  const hasHungUp = connection?.destroyed === true
  try {
    await event.ack(answer)
    return !hasHungUp
  } catch (error) {
    // Bolt has answered in our place.
    if ((error as { code?: unknown }).code === 'ERR_HTTP_HEADERS_SENT') return false
    throw error
  }
}
