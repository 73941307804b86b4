/** Runs what it is given, so many at once; the others wait, and go on in the order in which they came. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function makeTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // Whoever waits is given this very turn: nobody who comes meanwhile gets in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
