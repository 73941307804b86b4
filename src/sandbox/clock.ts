/** The sandbox's time: the wall clock plus an offset that tests move. Milliseconds since 1970. */
export interface Clock {
  now(): number
}

export interface SandboxClock extends Clock {
  /** The time without the offset: what signatures carry, since the app under test checks them by its own clock. */
  wall(): number
  offset(): number
  /** Moves the sandbox's time; whatever has come due by that runs at once. */
  setOffset(offsetMs: number): void
  /** Runs `job` once `delayMs` of the sandbox's time have passed. Returns what cancels it. */
  after(delayMs: number, job: () => void): () => void
  /** Drops all that is waiting. */
  stop(): void
}

interface Waiting {
  dueAt: number
  job: () => void
  timer: NodeJS.Timeout | undefined
}

/** `base` is the clock underneath; the machine's by default. */
export function createClock(base: Clock = { now: () => Date.now() }): SandboxClock {
  let offsetMs = 0
  const waiting = new Set<Waiting>()
  const now = () => base.now() + offsetMs

  function arm(entry: Waiting): void {
    clearTimeout(entry.timer)
    entry.timer = setTimeout(() => fire(entry), Math.max(0, entry.dueAt - now()))
  }

  function fire(entry: Waiting): void {
    if (!waiting.has(entry)) return
    // A timer may fire a millisecond early, and the offset may have gone back meanwhile.
    if (entry.dueAt > now()) return arm(entry)
    waiting.delete(entry)
    entry.job()
  }

  return {
    now,
    wall: () => base.now(),
    offset: () => offsetMs,
    setOffset(next) {
      offsetMs = next
      for (const entry of waiting) arm(entry)
    },
    after(delayMs, job) {
      const entry: Waiting = { dueAt: now() + delayMs, job, timer: undefined }
      waiting.add(entry)
      arm(entry)
      return () => {
        waiting.delete(entry)
        clearTimeout(entry.timer)
      }
    },
    stop() {
      for (const entry of waiting) clearTimeout(entry.timer)
      waiting.clear()
    },
  }
}
