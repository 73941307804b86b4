import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { defaultPurchaseCode } from '../billing/purchase-tax-code.js'
import { hasOwnStandard } from '../billing/tax-code-set-store.js'

/** Who bills us, as far as a bill starts from it. */
export type Supplier = {
  id: string
  name: string
  currency: string
  termsDays: number
  taxCode: string
  isSupplier: boolean
}

/** Throws `not_found`. */
export async function getSupplier(tx: Tx, companyId: string): Promise<Supplier> {
  const { workspaceId } = tx.scope
  const company = await tx.prisma.company.findUnique({ where: { workspaceId_id: { workspaceId, id: companyId } } })
  if (!company) throw notFound('There is no such supplier.', { companyId })
  const { country } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const address = company.address as { country?: unknown } | null
  const from = typeof address?.country === 'string' ? address.country : null
  return {
    id: company.id,
    name: company.name,
    currency: company.currency,
    termsDays: company.termsDays,
    taxCode: defaultPurchaseCode(
      country,
      { country: from, taxId: company.taxId },
      { ownStandard: await hasOwnStandard(tx, 'purchase', country) },
    ),
    isSupplier: company.roles.includes('supplier'),
  }
}

/** Whoever sends us a bill is a supplier from then on. */
export async function markSupplier(tx: Tx, { id, isSupplier }: Supplier): Promise<void> {
  if (isSupplier) return
  await tx.prisma.company.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: { roles: { push: 'supplier' } },
  })
}
