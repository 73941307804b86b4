import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that repeats. */
export type Dice = { below(count: number): number; share(): number; bytes(count: number): Buffer }

export function diceOf(seed: number): Dice {
  const source = xoroshiro128plus(seed)
  const below = (count: number) => uniformInt(source, 0, count - 1)
  return {
    below,
    share: () => below(1_000_000) / 1_000_000,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  }
}
