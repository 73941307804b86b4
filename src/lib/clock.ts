/** The one clock. Everything that asks for the time is given one of these; nothing calls `Date.now()` itself. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that a test or a simulation moves by hand. */
export function handClock(start: Date): Clock & { set(at: Date): void; advance(ms: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (next) => {
      at = next.getTime()
    },
    advance: (ms) => {
      at += ms
    },
  }
}
