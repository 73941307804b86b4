import { divideRounded, runningValues } from '../../lib/money.js'

/** What is taken off an invoice as a whole: basis points of its lines, or an amount; never both. */
export type Discount = { discountBp: number | null; discountMinor: bigint | null }

export const NO_DISCOUNT: Discount = { discountBp: null, discountMinor: null }

/**
 * Each line's share of what is taken off the whole. It is taken per tax code first – a percentage of the code's net, an amount in
 * proportion to the codes' nets – since that is how EN 16931 states it (BG-20), and shared out to the code's lines to the last cent.
 * Nothing is taken off a code that comes to nothing or less. The order of lines plays no part in what a code gets.
 */
export function discountShares(lines: readonly { code: string; netMinor: bigint }[], discount: Discount): bigint[] {
  const bases = new Map<string, bigint>()
  for (const { code, netMinor } of lines) bases.set(code, (bases.get(code) ?? 0n) + netMinor)
  const codes = [...bases].filter(([, base]) => base > 0n).sort(([a], [b]) => (a < b ? -1 : 1))
  const shares = lines.map(() => 0n)
  for (const [i, taken] of takenOff(
    codes.map(([, base]) => base),
    discount,
  ).entries()) {
    const [code, base] = codes[i] ?? ['', 1n]
    const places = lines.flatMap((line, at) => (line.code === code ? [at] : []))
    const parts = runningValues(
      places.map((at) => lines[at]?.netMinor ?? 0n),
      (sum) => divideRounded(taken * sum, base),
    )
    for (const [n, at] of places.entries()) shares[at] = parts[n] ?? 0n
  }
  return shares
}

function takenOff(bases: readonly bigint[], { discountBp, discountMinor }: Discount): bigint[] {
  if (discountBp !== null) return bases.map((base) => divideRounded(base * BigInt(discountBp), 10_000n))
  if (discountMinor === null) return bases.map(() => 0n)
  const whole = bases.reduce((sum, base) => sum + base, 0n)
  return whole === 0n ? [] : runningValues(bases, (sum) => divideRounded(discountMinor * sum, whole))
}
