/** The message that a key leads to from the one at `at` (-1: from none), among `count`; undefined where the key is not one of these. */
export function messageAt(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'Home') return 0
  // Who comes into the log by Tab begins where they were reading: at the newest.
  if (key === 'End' || (at === -1 && (key === 'ArrowUp' || key === 'ArrowDown'))) return count - 1
  if (key === 'ArrowUp') return Math.max(0, at - 1)
  return key === 'ArrowDown' ? Math.min(count - 1, at + 1) : undefined
}
