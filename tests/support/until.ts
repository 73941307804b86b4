import { vi } from 'vitest'

/** Waits until this no longer throws, and answers what it does. The limit is against hanging only: a busy machine takes ten times as long as an idle one. */
export const until = <T>(holds: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(holds, { timeout: 60_000, interval: 20 })
