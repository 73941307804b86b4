/** The one clock. Everything that asks for the time is given one of these; nothing calls `Date.now()` itself. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** Another clock's time, moved by a fixed step: the day that a simulated company lives in. */
export const shiftedClock = (base: Clock, offsetMs: number): Clock => ({
  now: () => new Date(base.now().getTime() + offsetMs),
})

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
