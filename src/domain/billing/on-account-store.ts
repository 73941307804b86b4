import type { Tx } from '../../db/in-workspace.js'
import { money } from '../../lib/money.js'
import type { OnAccount } from './still-owed.js'

/** A customer's money and credit notes that no document has taken, oldest first. */
export async function listOnAccount(tx: Tx, companyId: string): Promise<OnAccount[]> {
  const rows = await tx.prisma.$queryRaw<{ name: string; minor: bigint; currency: string }[]>`
    select name, minor, currency from (
      select p.ref as name, p.unapplied_minor as minor, p.currency, p.date as day from payment p
      where p.workspace_id = ${tx.scope.workspaceId}::uuid and p.company_id = ${companyId}::uuid and p.direction = 'in'
        and p.unapplied_minor > 0 and p.reversed_at is null
      union all
      select i.number, i.open_minor, i.currency, i.issue_date from invoice i
      where i.workspace_id = ${tx.scope.workspaceId}::uuid and i.company_id = ${companyId}::uuid and i.kind = 'credit_note'
        and i.number is not null and i.open_minor > 0) held
    order by day, name`
  return rows.map(({ name, minor, currency }) => ({ name, amount: money(minor, currency) }))
}
