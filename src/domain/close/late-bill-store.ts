import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, monthOf } from '../../lib/dates.js'

/** A bill that came after the month and is for something in it. */
export type LateBill = {
  ref: string
  supplier: string
  billDate: IsoDate
  /** When it was posted, or null where it waits. */
  postingDate: IsoDate | null
  netMinor: bigint
  currency: string
}

type Span = { startsOn: IsoDate; endsOn: IsoDate }

/**
 * Bills and expenses that are dated or posted after the month's end, for a service within it, and of which the month has no accrual:
 * none that was matched to the bill, and none of its supplier that waits for a bill. The service is the line's; where no line says
 * one, the tax point or the date of the bill is it.
 */
export const listLateBills = ({ sql, scope }: SqlScope, { startsOn, endsOn }: Span): Promise<LateBill[]> => sql<
  LateBill[]
>`
  select b.ref, coalesce(c.name, s.name, '') as supplier, b.bill_date as "billDate", b.posting_date as "postingDate",
    l.net * case b.kind when 'credit_note' then -1 else 1 end as "netMinor", b.currency
  from bill b
  cross join lateral (select sum(l.net_minor)::bigint as net from bill_line l
    where l.workspace_id = b.workspace_id and l.bill_id = b.id
      and coalesce(l.service_from, b.tax_point, b.bill_date) <= ${endsOn}
      and coalesce(l.service_to, l.service_from, b.tax_point, b.bill_date) >= ${startsOn}) l
  left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
  where b.workspace_id = ${scope.workspaceId} and not b.imported and b.status not in ('rejected', 'void')
    and (b.posting_date > ${endsOn} or (b.posting_date is null and b.bill_date > ${endsOn}))
    and l.net <> 0
    and not exists (select from accrual a where a.workspace_id = b.workspace_id and a.month between ${monthOf(startsOn)} and ${monthOf(endsOn)}
      and (a.bill_id = b.id or (a.bill_id is null and a.company_id = b.company_id))
      and not exists (select from journal_entry r where r.workspace_id = a.workspace_id and r.reverses_id = a.reversal_id))
  order by b.bill_date, b.ref`
