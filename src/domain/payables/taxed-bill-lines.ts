import type { Tx } from '../../db/in-workspace.js'
import { fittingCodes } from '../billing/fitting-code.js'
import type { FullLine } from '../billing/imported-invoice.js'
import { listPurchaseCodes, type PurchaseTax, pickPurchaseCode } from '../billing/purchase-tax-code-store.js'
import { isSelfAssessed, taxAt } from '../billing/tax-of.js'
import type { TaxedLine } from '../billing/taxed-lines.js'
import { getSupplier } from './supplier-store.js'

/** The lines of a bill of an earlier system under our own tax codes. Throws `not_found` for a code that is named and isn't ours. */
export async function taxedBillLines(
  tx: Tx,
  lines: readonly FullLine[],
  companyId: string,
): Promise<TaxedLine<PurchaseTax>[]> {
  const listed = await listPurchaseCodes(tx)
  for (const { taxCode } of lines) if (taxCode) pickPurchaseCode(listed, taxCode)
  const charge = (tax: PurchaseTax) => (netMinor: bigint) => (isSelfAssessed(tax) ? 0n : taxAt(netMinor, tax))
  const codes = listed.map((tax) => ({ ...tax, charge: charge(tax) }))
  const { taxCode } = await getSupplier(tx, companyId)
  const found = fittingCodes(lines, codes, taxCode)
  return lines.map((line, i) => ({ ...line, tax: found[i] ?? null }))
}
