import { refused } from '../lib/errors.js'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Ctrl-C or a service manager's SIGTERM. */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve())
  })

/**
 * Work that Ctrl-C or SIGTERM breaks off by its signal. Whatever it throws then is no fault but the stop: `refused`, with the sentence
 * of what was done and how to go on.
 */
export async function untilStopped<T>(sentence: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  for (const signal of SIGNALS) process.on(signal, stop)
  try {
    return await work(stopping.signal)
  } catch (thrown) {
    throw stopping.signal.aborted ? refused(sentence) : thrown
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
  }
}
