import { divideRounded, runningValues } from '../../lib/money.js'
import { type Charge, type InvoiceAmounts, invoiceAmounts } from '../billing/invoice-amounts.js'
import type { PurchaseTax } from '../billing/purchase-tax-code-store.js'
import { isSelfAssessed } from '../billing/tax-of.js'

/** A bill's amounts; what is taken off it as a whole is lines of its own. */
type BillAmounts = Omit<InvoiceAmounts, 'lines' | 'allowanceMinor'> & {
  lines: readonly { netMinor: bigint; taxMinor: bigint }[]
}

type PurchaseCharge = Charge & { tax: PurchaseTax | null }

/**
 * Adds a bill up as the supplier charges it: tax per code on the document's net. `stated` is the tax that the document itself
 * states for a code (by its id), which counts: their rounding is theirs. Its lines share it, and the shares add up to it.
 */
export function billAmounts(
  charges: readonly PurchaseCharge[],
  stated: ReadonlyMap<string, bigint> = new Map(),
): BillAmounts {
  const charged = charges.map((charge) =>
    charge.tax && isSelfAssessed(charge.tax) ? { ...charge, tax: { ...charge.tax, ratePpm: 0 } } : charge,
  )
  const { allowanceMinor: _none, ...amounts } = invoiceAmounts(charged)
  const lines = amounts.lines.map(({ netMinor, taxMinor }) => ({ netMinor, taxMinor }))
  if (stated.size === 0) return { ...amounts, lines }
  const taxes = amounts.taxes.map((total) => {
    const taxMinor = total.tax === null ? undefined : stated.get(total.tax.id)
    if (taxMinor === undefined) return total
    const own = charges.flatMap(({ tax }, i) => (tax?.id === total.tax?.id ? [i] : []))
    const nets = own.map((i) => lines[i]?.netMinor ?? 0n)
    const shares = runningValues(nets, (sum) =>
      total.netMinor === 0n ? 0n : divideRounded(taxMinor * sum, total.netMinor),
    )
    for (const [at, i] of own.entries()) if (lines[i]) lines[i].taxMinor = shares[at] ?? 0n
    return { ...total, taxMinor }
  })
  const taxMinor = taxes.reduce((sum, total) => sum + total.taxMinor, 0n)
  return {
    lines,
    taxes,
    netMinor: amounts.netMinor,
    taxMinor,
    totalMinor: amounts.netMinor + taxMinor,
  }
}
