import { setTimeout as sleep } from 'node:timers/promises'

/** Waits, or until the signal is aborted: then it just returns, and the caller looks at the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
