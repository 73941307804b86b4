import type { Tx } from '../../db/in-workspace.js'
import { money } from '../../lib/money.js'
import type { OnAccount } from './still-owed.js'

/** A customer's money and credit notes that no document has taken, oldest first; also what stands under a company that is the same one today. */
export async function listOnAccount(tx: Tx, companyId: string): Promise<OnAccount[]> {
  const rows = await tx.prisma.$queryRaw<{ name: string; minor: bigint; currency: string; mergedIn: boolean }[]>`
    with one as (
      select coalesce(merged_into_id, id) as id from company where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${companyId}::uuid
    ), family as materialized (
      select f.id from company f, one where f.workspace_id = ${tx.scope.workspaceId}::uuid and (f.id = one.id or f.merged_into_id = one.id)
    )
    select name, minor, currency, company_id <> ${companyId}::uuid as "mergedIn" from (
      select p.ref as name, p.unapplied_minor as minor, p.currency, p.date as day, p.company_id from payment p
      where p.workspace_id = ${tx.scope.workspaceId}::uuid and p.company_id in (select id from family) and p.direction = 'in'
        and p.unapplied_minor > 0 and p.reversed_at is null
      union all
      select i.number, i.open_minor, i.currency, i.issue_date, i.company_id from invoice i
      where i.workspace_id = ${tx.scope.workspaceId}::uuid and i.company_id in (select id from family) and i.kind = 'credit_note'
        and i.number is not null and i.open_minor > 0) held
    order by day, name`
  return rows.map(({ name, minor, currency, mergedIn }) => ({ name, amount: money(minor, currency), mergedIn }))
}
