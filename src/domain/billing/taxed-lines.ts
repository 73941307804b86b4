import type { Tx } from '../../db/in-workspace.js'
import { getBillingParties } from './billing-party-store.js'
import { fittingCodes } from './fitting-code.js'
import type { FullLine } from './imported-invoice.js'
import type { TaxRate } from './invoice-amounts.js'
import { listTaxCodes, pickTaxCode } from './tax-code-store.js'
import { taxAt } from './tax-of.js'

export type TaxedLine<Code> = FullLine & { tax: Code | null }

/** The lines of an invoice of an earlier system under our own tax codes. Throws `not_found` for a code that is named and isn't ours. */
export async function taxedLines(tx: Tx, lines: readonly FullLine[], companyId: string): Promise<TaxedLine<TaxRate>[]> {
  const listed = await listTaxCodes(tx)
  for (const { taxCode } of lines) if (taxCode) pickTaxCode(listed, taxCode)
  const codes = listed.map((tax) => ({ ...tax, charge: (net: bigint) => taxAt(net, tax) }))
  const { defaultTaxCode } = await getBillingParties(tx, companyId)
  const found = fittingCodes(lines, codes, defaultTaxCode)
  return lines.map((line, i) => ({ ...line, tax: found[i] ?? null }))
}
