import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.js'

/** An id that is the same each time for the same seed, e.g. `U07K…`: so a restart finds the same people. */
export function stableId(prefix: string, seed: string): string {
  const digest = createHash('sha256').update(`${prefix}:${seed}`).digest('hex')
  return `${prefix}0${digest.slice(0, 9).toUpperCase()}`
}

export function randomId(prefix: string): string {
  return `${prefix}0${randomBytes(5).toString('hex').slice(0, 9).toUpperCase()}`
}

export type NextTs = () => string

/**
 * Message timestamps as Slack's: seconds and six digits, each greater than the last (also after `startAfter`), since
 * they are a message's id within its channel.
 */
export function createTsSource(clock: Clock, startAfter = '0.0'): NextTs {
  const [seconds = '0', micros = '0'] = startAfter.split('.')
  let lastMicros = BigInt(seconds) * 1_000_000n + BigInt(micros.padEnd(6, '0'))
  return () => {
    const nowMicros = BigInt(Math.floor(clock.now())) * 1000n
    lastMicros = nowMicros > lastMicros ? nowMicros : lastMicros + 1n
    return `${lastMicros / 1_000_000n}.${String(lastMicros % 1_000_000n).padStart(6, '0')}`
  }
}
