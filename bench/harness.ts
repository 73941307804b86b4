import type { Stage } from './stage.js'

/** What was measured. `figures` are medians, in `unit`; `ratio` is ours by theirs, the median over the rounds. */
export type Finding = {
  what: string
  unit: string
  figures: Readonly<Record<string, number>>
  ratio?: number
  /** Against what, and what is aimed at; and whether this run got there. */
  goal?: string
  met?: boolean
}

/** One bench a file: what users do, against what the parts beneath could do at best. */
export type Bench = { name: string; run(stage: Stage): Promise<Finding[]> }

/** Does a fixed piece of work, and answers how much of it was done in a second. */
export type Contestant = () => Promise<number>

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The smallest value that at least this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/**
 * Lets contestants take turns, `rounds` times, so that whatever else the machine does meets all of them. The rates by name,
 * one a round.
 */
export async function takeTurns<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, Contestant>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[]
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) rates[name].push(await contestants[name]())
  }
  return rates
}

export const medians = (rates: Readonly<Record<string, readonly number[]>>): Record<string, number> =>
  Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, rounded(median(values))]))

/** The median of the rounds' own ratios: a slow moment of the machine falls out with both of its sides. */
export const ratioOf = (ours: readonly number[], theirs: readonly number[]): number =>
  rounded(median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))))

/** Three significant digits: no run of a few seconds is more exact. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

/** Several clients work off `count` pieces between them; pieces a second. */
export async function piecesPerSecond(
  clients: number,
  count: number,
  work: (piece: number) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const client = async () => {
    for (let piece = next++; piece < count; piece = next++) await work(piece)
  }
  const ms = await timed(() => Promise.all(Array.from({ length: clients }, client)))
  return (count / ms) * 1000
}

/** How long it took, ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
