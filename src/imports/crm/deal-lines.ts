import { checkDealLines, type DealLine } from '../../domain/crm/deal-line.js'
import { divideRounded, fromDecimal } from '../../lib/money.js'
import { type ImportRow, RowFault } from '../define-import.js'
import { amountOf } from '../each-record.js'
import type { ProductFinder } from './find-products.js'

/** The lines of a deal whose file has a row for each: a product, how many, and at which price or for how much. Throws `RowFault`. */
export async function dealLinesOf(
  rows: readonly ImportRow[],
  currency: string,
  find: ProductFinder,
): Promise<readonly DealLine[]> {
  const lines: DealLine[] = []
  for (const { values } of rows) {
    const { product } = values
    if (product === undefined) continue
    const quantityMilli = milliOf(values['quantity'])
    const price = amountOf(values, 'price', currency)?.minor ?? null
    const total = amountOf(values, 'linetotal', currency)?.minor ?? null
    const unitPriceMinor = price ?? (total === null ? null : divideRounded(total * 1000n, quantityMilli))
    if (unitPriceMinor === null) throw new RowFault('price', null, `It does not say what “${product}” costs.`)
    const { id, name, unit } = await find(product, { minor: unitPriceMinor, currency })
    const discountBp = discountOf(values['discount'])
    lines.push({ description: name, quantityMilli, unit, unitPriceMinor, discountBp, deliveryOn: null, productId: id })
  }
  const checked = checkDealLines(lines)
  if (!checked.ok) throw new RowFault('price', null, checked.problem)
  return checked.value
}

function milliOf(text: string | undefined): bigint {
  const milli = text === undefined ? 1000n : thousandths(text)
  if (milli === null || milli <= 0n)
    throw new RowFault('quantity', text, 'A quantity is above zero, with three decimals at most.')
  return milli
}

function discountOf(text: string | undefined): number {
  if (text === undefined) return 0
  const hundredths = Number(text) * 100
  if (!Number.isInteger(hundredths) || hundredths < 0 || hundredths > 10_000)
    throw new RowFault('discount', text, 'A discount is between 0 and 100 %, with two decimals at most.')
  return hundredths
}

/** Through a currency of three decimals, which reads digits exactly. */
function thousandths(text: string): bigint | null {
  try {
    return fromDecimal(text, 'BHD').minor
  } catch {
    return null
  }
}
