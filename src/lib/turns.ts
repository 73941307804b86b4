/** Runs what it is given, so many at once; the others wait, and go on in the order in which they came. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/** Whatever takes longer than `longMs` waits for something else by then, and the next one begins beside it. */
export function makeTurns(most: number, longMs: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  /** Whoever waits is given this very turn: nobody who comes meanwhile gets in between. */
  const pass = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    let isPassed = false
    const passOnce = () => {
      if (!isPassed) pass()
      isPassed = true
    }
    const late = setTimeout(passOnce, longMs)
    try {
      return await work()
    } finally {
      clearTimeout(late)
      passOnce()
    }
  }
}
