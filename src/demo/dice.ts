import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that repeats: the same seed and name give the same throws, whatever else is thrown elsewhere. */
export type Dice = {
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  /** True in `percent` of a hundred throws. */
  chance(percent: number): boolean
  /** Different ones, in a random order. */
  some<T>(from: readonly T[], count: number): T[]
}

export function makeDice(seed: number, name: string): Dice {
  const generator = xoroshiro128plus([...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) | 0, seed))
  const between = (low: number, high: number) => uniformInt(generator, low, high)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[between(0, from.length - 1)]
    if (found === undefined) throw new RangeError('there is nothing to pick from')
    return found
  }
  return {
    between,
    pick,
    chance: (percent) => between(1, 100) <= percent,
    some: (from, count) => {
      const left = [...from]
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(between(0, left.length - 1), 1),
      ).flat()
    },
  }
}
