import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { toDbDate } from '../../lib/dates.js'
import type { InterestTerms } from './interest.js'

/** In order of the days from which they hold; since when there are any. */
export async function listInterestTerms({
  sql,
  scope,
}: SqlScope): Promise<{ terms: InterestTerms[]; since: Date | null }> {
  const rows = await sql<(InterestTerms & { since: Date })[]>`
    select valid_from::text as "validFrom", reference_milli as "referenceMilli", points_milli as "pointsMilli", from_level as "fromLevel",
      fee_minor as "feeMinor", fee_currency as "feeCurrency", min(created_at) over () as since
    from interest_terms where workspace_id = ${scope.workspaceId} order by valid_from`
  return { terms: rows.map(({ since: _since, ...terms }) => terms), since: rows[0]?.since ?? null }
}

/** Those from the same day on are written over. */
export async function saveInterestTerms(tx: Tx, { validFrom, ...terms }: InterestTerms): Promise<void> {
  const key = { workspaceId: tx.scope.workspaceId, validFrom: toDbDate(validFrom) }
  await tx.prisma.interestTerms.upsert({
    where: { workspaceId_validFrom: key },
    create: { ...key, ...terms, id: tx.newId() },
    update: terms,
  })
}
