/** Beyond so many open items, or so many steps, the sums of parts prove nothing: chance finds one. */
const MOST_ITEMS = 24
const MOST_STEPS = 200_000

/**
 * The one set of two or more items that comes to a sum, or null: there is none, or there are several, or too many to know. Items of
 * the same amount are told apart, so that two equal invoices are ambiguous.
 */
export function uniqueSubset<T extends { openMinor: bigint }>(items: readonly T[], sum: bigint): readonly T[] | null {
  if (items.length > MOST_ITEMS) return null
  const sorted = items.toSorted((a, b) => (a.openMinor > b.openMinor ? -1 : a.openMinor < b.openMinor ? 1 : 0))
  const left = sorted.map((_, n) => sorted.slice(n).reduce((total, { openMinor }) => total + openMinor, 0n))
  const found: T[][] = []
  let steps = 0
  const search = (at: number, missing: bigint, taken: T[]): void => {
    steps += 1
    if (found.length > 1 || steps > MOST_STEPS) return
    if (missing === 0n && taken.length > 1) found.push([...taken])
    const item = sorted[at]
    if (missing <= 0n || !item || (left[at] ?? 0n) < missing) return
    if (item.openMinor <= missing) search(at + 1, missing - item.openMinor, [...taken, item])
    search(at + 1, missing, taken)
  }
  search(0, sum, [])
  return steps <= MOST_STEPS && found.length === 1 ? (found[0] ?? null) : null
}
