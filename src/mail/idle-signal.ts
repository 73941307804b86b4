/** Aborts when nobody said for so long, ms, that there is still something going on. */
export type IdleSignal = { signal: AbortSignal; alive(): void; end(): void }

/** For work that may take hours, with a server that may fall silent at any moment. */
export function idleSignal(patienceMs: number): IdleSignal {
  const idle = new AbortController()
  const timer = setTimeout(() => idle.abort(), patienceMs).unref()
  return { signal: idle.signal, alive: () => void timer.refresh(), end: () => clearTimeout(timer) }
}
