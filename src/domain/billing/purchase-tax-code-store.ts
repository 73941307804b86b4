import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { getAccountFor } from '../ledger/account-store.js'
import type { TaxRate } from './invoice-amounts.js'
import { purchaseCodesFor } from './purchase-tax-code.js'

export type PurchaseTax = TaxRate & { category: string; deductibleBp: number }

/** A company's tax codes for purchases; those that are there stay. Needs the chart of accounts. */
export async function openPurchaseCodes(tx: Tx, country: string): Promise<void> {
  const { workspaceId } = tx.scope
  const account = await getAccountFor(tx, 'tax-input')
  await tx.prisma.taxCode.createMany({
    data: purchaseCodesFor(country).map((tax) => ({
      ...tax,
      side: 'purchase',
      workspaceId,
      id: tx.newId(),
      accountId: tax.ratePpm > 0 ? account.id : null,
    })),
    skipDuplicates: true,
  })
}

/** By code. Books that were opened before purchases had codes get their country's when they are first needed. */
export async function listPurchaseCodes(tx: Tx): Promise<PurchaseTax[]> {
  const { workspaceId } = tx.scope
  if ((await tx.prisma.taxCode.count({ where: { workspaceId, side: 'purchase' } })) === 0) {
    const { country } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
    await openPurchaseCodes(tx, country)
  }
  return tx.prisma.taxCode.findMany({
    where: { workspaceId, side: 'purchase', active: true },
    select: { id: true, code: true, name: true, ratePpm: true, accountId: true, category: true, deductibleBp: true },
    orderBy: { code: 'asc' },
  })
}

/** Throws `not_found` with those there are. */
export const getPurchaseCode = async (tx: Tx, code: string): Promise<PurchaseTax> =>
  pickPurchaseCode(await listPurchaseCodes(tx), code)

/** One of those that were listed. Throws `not_found` with all of them. */
export function pickPurchaseCode(codes: readonly PurchaseTax[], code: string): PurchaseTax {
  const found = codes.find((tax) => tax.code.toLowerCase() === code.trim().toLowerCase())
  if (found) return found
  const known = codes.map((tax) => `${tax.code} (${tax.name})`).join(', ')
  throw notFound(`There is no tax code "${code}" for purchases. There are: ${known}.`, { code })
}
