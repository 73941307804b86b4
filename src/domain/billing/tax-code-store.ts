import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { getAccountFor } from '../ledger/account-store.js'
import type { TaxRate } from './invoice-amounts.js'
import { openPurchaseCodes } from './purchase-tax-code-store.js'
import { taxCodesFor } from './tax-code.js'

/** The workspace's tax codes for sales, by code. */
export async function listTaxCodes(tx: Tx): Promise<TaxRate[]> {
  const { workspaceId } = tx.scope
  return tx.prisma.taxCode.findMany({
    where: { workspaceId, side: 'sale', active: true },
    select: { id: true, code: true, category: true, name: true, ratePpm: true, accountId: true },
    orderBy: { code: 'asc' },
  })
}

/** By the code that people type. Throws `not_found` with those there are. */
export const getTaxCode = async (tx: Tx, code: string): Promise<TaxRate> => pickTaxCode(await listTaxCodes(tx), code)

/** One of those that were listed. Throws `not_found` with all of them. */
export function pickTaxCode(codes: readonly TaxRate[], code: string): TaxRate {
  const found = codes.find((tax) => tax.code.toLowerCase() === code.trim().toLowerCase())
  if (found) return found
  const known = codes.map((tax) => `${tax.code} (${tax.name})`).join(', ')
  throw notFound(`There is no tax code "${code}". There are: ${known || 'none yet'}.`, { code })
}

/** A new company's tax codes; those that are there stay. Needs the chart of accounts. */
export async function openTaxCodes(tx: Tx, country: string): Promise<void> {
  const { workspaceId } = tx.scope
  const account = await getAccountFor(tx, 'tax-output')
  await tx.prisma.taxCode.createMany({
    data: taxCodesFor(country).map((tax) => ({
      ...tax,
      category: tax.code,
      workspaceId,
      id: tx.newId(),
      accountId: tax.ratePpm > 0 ? account.id : null,
    })),
    skipDuplicates: true,
  })
  await openPurchaseCodes(tx, country)
}
