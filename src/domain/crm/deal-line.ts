import type { IsoDate } from '../../lib/dates.js'
import { divideRounded } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/** A line of a deal, as of an invoice: thousandths of a unit at a price, less a discount in basis points; in the deal's currency. */
export type DealLine = {
  description: string
  quantityMilli: bigint
  /** UN/ECE Recommendation 20. */
  unit: string
  unitPriceMinor: bigint
  discountBp: number
  deliveryOn: IsoDate | null
  /** What it comes of: its tax code and account go onto the invoice. */
  productId: string | null
}

/** Quantity × price − discount, rounded once, half away from zero: the same as on the invoice. */
export const dealLineNet = ({
  quantityMilli,
  unitPriceMinor,
  discountBp,
}: Pick<DealLine, 'quantityMilli' | 'unitPriceMinor' | 'discountBp'>): bigint =>
  divideRounded(quantityMilli * unitPriceMinor * BigInt(10_000 - discountBp), 10_000_000n)

/** The deal's amount; null where it has no line. */
export const dealTotal = (lines: readonly DealLine[]): bigint | null =>
  lines.length === 0 ? null : lines.reduce((sum, line) => sum + dealLineNet(line), 0n)

export function checkDealLines(lines: readonly DealLine[]): Result<readonly DealLine[]> {
  if (lines.some(({ description }) => description.trim() === '')) return no('Each line of a deal needs a text.')
  if (lines.some(({ discountBp }) => discountBp < 0 || discountBp > 10_000))
    return no('A discount is between 0 and 100 %.')
  if ((dealTotal(lines) ?? 0n) < 0n) return no('The lines come to less than nothing.')
  return ok(lines)
}
