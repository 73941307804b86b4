import type { Tx } from '../../db/in-workspace.js'
import type { Discount } from './document-discount.js'
import { addUp, completeLines } from './draft-invoice.js'
import { NO_AMOUNTS } from './invoice-amounts.js'
import type { NewQuoteLine, QuoteLine } from './quote.js'

/** Fills in what a line leaves out, as on an invoice. */
export async function completeQuoteLines(
  tx: Tx,
  given: readonly NewQuoteLine[],
  defaultCode: string,
): Promise<QuoteLine[]> {
  const lines = await completeLines(tx, given, defaultCode)
  return lines.map((line, i) => {
    const { department: _, serviceFrom: __, serviceTo: ___, ...rest } = line
    return { ...rest, deliveryOn: given[i]?.deliveryOn ?? null, productId: given[i]?.productId ?? null }
  })
}

/** The lines with what each comes to, and the whole. Throws `invalid` where that is less than nothing. */
export function quoteAmounts(lines: readonly QuoteLine[], discount: Discount) {
  const amounts = addUp(lines.map(asCharged), discount)
  const { netMinor, taxMinor, totalMinor } = amounts
  return {
    totals: { netMinor, taxMinor, totalMinor },
    lines: lines.map((line, i) => ({ ...line, ...(amounts.lines[i] ?? NO_AMOUNTS) })),
  }
}

const asCharged = (line: QuoteLine) => ({ ...line, department: null, serviceFrom: null, serviceTo: null })

/** A kept line as a person would give it. */
export const asGivenQuoteLine = ({ tax, ...line }: QuoteLine): NewQuoteLine => ({
  description: line.description,
  unitPriceMinor: line.unitPriceMinor,
  quantityMilli: line.quantityMilli,
  discountBp: line.discountBp,
  accountId: line.accountId,
  unit: line.unit,
  deliveryOn: line.deliveryOn,
  productId: line.productId,
  ...(tax ? { taxCode: tax.code } : {}),
})
