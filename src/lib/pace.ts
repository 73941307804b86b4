/** How often something may happen to each of many: `most` within `perMs`. */
export type Pace = {
  /** Counts one; false when there were too many, and then it is not counted. */
  take(key: string): boolean
  /** Whether the next one would be too many. */
  isSpent(key: string): boolean
}

/** So many are remembered at once. Whoever comes by with new names all the time makes the oldest be forgotten, and holds no memory. */
const KEYS = 10_000

/** Counted in memory, of this process alone: it keeps machines at bay, and is no book of who did what. `now`: ms of a clock that never jumps. */
export function makePace({ most, perMs }: { most: number; perMs: number }, now = () => performance.now()): Pace {
  const windows = new Map<string, { since: number; count: number }>()
  const windowOf = (key: string) => {
    const known = windows.get(key)
    return known && now() - known.since < perMs ? known : undefined
  }
  return {
    isSpent: (key) => (windowOf(key)?.count ?? 0) >= most,
    take: (key) => {
      const window = windowOf(key)
      if (window) {
        if (window.count >= most) return false
        window.count += 1
        return true
      }
      windows.delete(key) // a new one goes to the end: the first is the oldest
      windows.set(key, { since: now(), count: 1 })
      const [oldest] = windows.keys()
      if (windows.size > KEYS && oldest !== undefined) windows.delete(oldest)
      return true
    },
  }
}
