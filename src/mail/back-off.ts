const FIRST_MS = 500
const LONGEST_MS = 5 * 60_000

/** The pause before try number `failures` (1, 2, …): doubles up to five minutes, and half of it is chance, so that workers part. */
export function backOffMs(failures: number, chance: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.round(full / 2 + (full / 2) * chance())
}
