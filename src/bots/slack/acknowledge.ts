import type { App, ReceiverEvent } from '@slack/bolt'

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
      return await event.ack(answer)
    }
    await process({ ...event, ack })
    if (!isAcknowledged) await ack()
  }
}
