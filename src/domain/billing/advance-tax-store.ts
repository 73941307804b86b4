import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { AdvanceCode } from './advance-tax.js'

/** Where the setting is kept: the code of sales under which money on account is taxed. */
export const TAX_ADVANCES = 'taxAdvances'

/** The code of sales that a company taxes money on account with; null where it doesn't. */
export async function findAdvanceSetting(tx: Tx): Promise<(AdvanceCode & { code: string }) | null> {
  const [row] = await tx.prisma.$queryRaw<(AdvanceCode & { code: string })[]>`
    select t.id::text, t.code, t.name, t.rate_ppm as "ratePpm", t.account_id::text as "accountId"
    from workspace w join tax_code t on t.workspace_id = w.id and t.side = 'sale' and t.code = w.settings ->> ${TAX_ADVANCES}
    where w.id = ${tx.scope.workspaceId}::uuid`
  return row ?? null
}

/** A payment that is taxed while it is on account. */
export type TaxedPayment = { companyId: string; party: string; code: AdvanceCode }

/** Null for a payment that isn't taxed. */
export async function findTaxedPayment(tx: Tx, id: string): Promise<TaxedPayment | null> {
  const [row] = await tx.prisma.$queryRaw<(AdvanceCode & { companyId: string; party: string })[]>`
    select p.company_id::text as "companyId", c.name as party,
      t.id::text, t.name, t.rate_ppm as "ratePpm", t.account_id::text as "accountId"
    from payment p
    join tax_code t on t.workspace_id = p.workspace_id and t.id = p.advance_tax_code_id
    join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
    where p.workspace_id = ${tx.scope.workspaceId}::uuid and p.id = ${id}::uuid`
  if (!row) return null
  const { companyId, party, ...code } = row
  return { companyId, party, code }
}

/** What a payment's card says of it: the code, and how much of the payment is taxed, in the base currency. */
export async function findShownAdvance(
  { sql, scope }: SqlScope,
  id: string,
): Promise<(Pick<AdvanceCode, 'name' | 'ratePpm'> & { grossMinor: bigint }) | null> {
  const [row] = await sql<(Pick<AdvanceCode, 'name' | 'ratePpm'> & { grossMinor: bigint })[]>`
    select t.name, t.rate_ppm as "ratePpm", p.base_unapplied_minor as "grossMinor"
    from payment p join tax_code t on t.workspace_id = p.workspace_id and t.id = p.advance_tax_code_id
    where p.workspace_id = ${scope.workspaceId} and p.id = ${id} and p.base_unapplied_minor <> 0`
  return row ?? null
}
