import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { OpenItem, Unapplied } from './ageing.js'

/** Everything recorded, whatever its date: the day that `null` stands for. */
const END_OF_TIME = '9999-12-31'

/**
 * Open invoices at the end of `asOf` (null: as they stand now) in one currency. What was open then is what is open now, and
 * what was settled since: the cost grows with the open items and the later allocations, not with the invoices.
 */
export const listOpenItems = ({ sql, scope }: SqlScope, currency: string, asOf: IsoDate | null): Promise<OpenItem[]> =>
  sql<OpenItem[]>`
    with part as (
      select id, open_minor as minor from invoice where workspace_id = ${scope.workspaceId} and open_minor <> 0
      ${asOf === null ? sql`` : sql`union all ${allocatedAfter({ sql, scope }, sql`invoice_id`, asOf)}`}
    )
    select c.id as "companyId", c.name as company, i.due_date as "dueDate", sum(part.minor)::bigint as "openMinor"
    from part
    join invoice i on i.workspace_id = ${scope.workspaceId} and i.id = part.id
    join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
    where i.currency = ${currency} and i.issue_date <= ${asOf ?? END_OF_TIME}
    group by i.workspace_id, i.id, c.id, c.name, i.due_date`

/** Payments received by `asOf` as far as no invoice had taken them by then. */
export const listUnapplied = ({ sql, scope }: SqlScope, currency: string, asOf: IsoDate | null): Promise<Unapplied[]> =>
  sql<Unapplied[]>`
    with part as (
      select id, unapplied_minor as minor from payment where workspace_id = ${scope.workspaceId} and unapplied_minor <> 0
      ${asOf === null ? sql`` : sql`union all ${allocatedAfter({ sql, scope }, sql`payment_id`, asOf)}`}
    )
    select c.id as "companyId", c.name as company, sum(part.minor)::bigint as "unappliedMinor"
    from part
    join payment p on p.workspace_id = ${scope.workspaceId} and p.id = part.id
    join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
    where p.currency = ${currency} and p.date <= ${asOf ?? END_OF_TIME}
    group by c.id, c.name`

const allocatedAfter = (
  { sql, scope }: Pick<SqlScope, 'sql' | 'scope'>,
  id: ReturnType<SqlScope['sql']>,
  asOf: IsoDate,
) => sql`
  select ${id}, amount_minor from allocation
  where workspace_id = ${scope.workspaceId} and date > ${asOf} and reversed_at is null`

/** The receivable control accounts at the end of `asOf`, unsealed tail included: law 5's other side. */
export async function getReceivableControl(
  { sql, scope }: SqlScope,
  currency: string,
  asOf: IsoDate | null,
): Promise<bigint> {
  const [row] = await sql<{ minor: bigint }[]>`
    select coalesce(sum(t.amount_minor), 0)::bigint as minor from trial_balance(${asOf ?? END_OF_TIME}::date, null) t
    join account a on a.workspace_id = ${scope.workspaceId} and a.id = t.account_id
    where a.control = 'receivable' and t.currency = ${currency}`
  return row?.minor ?? 0n
}
