import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { claimOf, type InterestClaim } from './interest-claim.js'
import { listInterestTerms } from './interest-terms-store.js'
import { listLateInvoices, type WhoseInterest } from './late-invoice-store.js'

/** The interest that is claimed by a day and neither charged nor waived; with `levels` what a reminder at those steps would say as well. */
export async function listClaims(
  read: SqlScope,
  whose: WhoseInterest,
  said: { through: IsoDate; levels?: ReadonlyMap<string, number> },
): Promise<InterestClaim[]> {
  const { terms, since } = await listInterestTerms(read)
  if (since === null) return []
  const late = await listLateInvoices(read, whose, { through: said.through, since })
  return late.flatMap((invoice) => claimOf(invoice, terms, said) ?? [])
}
