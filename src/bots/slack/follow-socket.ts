import { setTimeout as pause } from 'node:timers/promises'
import type { SocketModeReceiver } from '@slack/bolt'
import type { Logger } from '../../lib/logger.js'

/** Between tries: at once when Slack asks for a new connection, as it does every few hours, and ever longer while it is away. */
const FIRST_MS = 100
const LONGEST_MS = 30_000

/** Keeps a Socket Mode connection up until it is told to stop: the events' way to a server that has no public address. */
export async function followSocket(receiver: SocketModeReceiver, log: Logger, signal: AbortSignal): Promise<void> {
  const { client } = receiver
  let wait = FIRST_MS
  signal.addEventListener('abort', () => void client.disconnect().catch(() => undefined), { once: true })
  while (!signal.aborted) {
    try {
      await client.start()
      wait = FIRST_MS
      await new Promise((resolve) => client.once('disconnected', resolve))
    } catch (error) {
      if (signal.aborted) return
      log.warn({ err: error, face: 'slack' }, 'Slack’s socket can not be opened; trying again')
    }
    await pause(wait, undefined, { signal }).catch(() => undefined)
    wait = Math.min(wait * 2, LONGEST_MS)
  }
}
