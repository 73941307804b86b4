/** The one clock. Everything that asks for the time is given one of these; nothing calls `Date.now()` itself. */
export type Clock = {
  now(): Date
  /** How far it is from the machine's: what a mail server of this machine says is on the machine's time. */
  readonly aheadMs?: number
}

export const systemClock: Clock = { now: () => new Date() }

/** Another clock's time, moved by a fixed step: the day that a simulated company lives in. */
export const shiftedClock = (base: Clock, offsetMs: number): Clock => ({
  now: () => new Date(base.now().getTime() + offsetMs),
  aheadMs: offsetMs,
})

/** What was this clock's time when the machine's was that. */
export const timeOf = ({ aheadMs = 0 }: Clock, machines: Date): Date => new Date(machines.getTime() + aheadMs)

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
