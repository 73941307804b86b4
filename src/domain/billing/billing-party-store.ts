import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { accountLine, letterheadOf } from './letterhead.js'
import { defaultTaxCode } from './tax-code.js'
import { hasOwnStandard } from './tax-code-set-store.js'

/** Who bills whom, as far as an invoice starts from it. */
export type BillingParties = {
  company: string
  /** Our own name, as customers know it. */
  seller: string
  /** The account that customers pay to, in a line. */
  payTo: string | null
  currency: string
  termsDays: number
  defaultTaxCode: string
  baseCurrency: string
  timeZone: string
}

/** The customer's terms and currency, the workspace's books, and the tax that follows from where the two are. Throws `not_found`. */
export async function getBillingParties(tx: Tx, companyId: string): Promise<BillingParties> {
  const { workspaceId } = tx.scope
  const company = await tx.prisma.company.findUnique({ where: { workspaceId_id: { workspaceId, id: companyId } } })
  const workspace = await tx.prisma.workspace.findUnique({ where: { id: workspaceId } })
  if (!company || !workspace) throw notFound('There is no such company to bill.', { companyId })
  const letterhead = letterheadOf(workspace.settings)
  return {
    company: company.name,
    seller: letterhead.legalName ?? workspace.name,
    payTo: accountLine(letterhead),
    currency: company.currency,
    termsDays: company.termsDays,
    defaultTaxCode: defaultTaxCode(
      workspace.country,
      { country: countryOf(company.address), taxId: company.taxId },
      { ownStandard: await hasOwnStandard(tx, 'sale', workspace.country) },
    ),
    baseCurrency: workspace.baseCurrency,
    timeZone: workspace.timeZone,
  }
}

/** The ISO 3166-1 code in a stored address, if it is one. */
function countryOf(address: unknown): string | null {
  if (typeof address !== 'object' || address === null || !('country' in address)) return null
  const { country } = address
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? country : null
}
