import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, monthOf } from '../../lib/dates.js'

/** Something that is not in the books yet and means to be, at a date. */
export type Draft = { ref: string; what: string; date: IsoDate; totalMinor: bigint; currency: string }

type Span = { startsOn: IsoDate; endsOn: IsoDate; baseCurrency: string }

/**
 * Invoice drafts, bills that nobody approved, entries by hand that wait for a second person, and costs whose amount was said and that
 * nobody accrued, dated in these days.
 */
export const listDrafts = ({ sql, scope }: SqlScope, { startsOn, endsOn, baseCurrency }: Span): Promise<Draft[]> => sql<
  Draft[]
>`
  select i.ref, 'Invoice to ' || c.name as what, i.draft_date as date, i.total_minor as "totalMinor", i.currency
  from invoice i join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
  where i.workspace_id = ${scope.workspaceId} and i.status = 'draft' and i.draft_date between ${startsOn} and ${endsOn}
  union all
  select b.ref, case b.kind when 'bill' then 'Bill' else 'Credit note' end || coalesce(' of ' || c.name, ''), b.bill_date,
    b.total_minor, b.currency
  from bill b left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  where b.workspace_id = ${scope.workspaceId} and b.kind <> 'expense' and b.status in ('received', 'approved')
    and b.bill_date between ${startsOn} and ${endsOn}
  union all
  select a.ref, 'Entry that waits for approval: ' || (a.proposal ->> 'memo'), (a.proposal ->> 'date')::date,
    coalesce(a.base_minor, 0), ${baseCurrency}
  from approval a
  where a.workspace_id = ${scope.workspaceId} and a.kind = 'journal' and a.state = 'asked'
    and a.proposal ->> 'date' between ${startsOn} and ${endsOn}
  union all
  select d.ref, 'Accrual to be posted: ' || d.memo, ((d.month || '-01')::date + interval '1 month - 1 day')::date, d.amount_minor, d.currency
  from draft_accrual d
  where d.workspace_id = ${scope.workspaceId} and d.state = 'draft' and d.month between ${monthOf(startsOn)} and ${monthOf(endsOn)}
  order by 3, 1`

/** Expenses that nobody approved, spent by this day. */
export const listOpenExpenses = ({ sql, scope }: SqlScope, endsOn: IsoDate): Promise<Draft[]> => sql<Draft[]>`
  select b.ref, coalesce(s.name, 'somebody') || coalesce(': ' || b.note, '') as what, b.bill_date as date,
    b.total_minor as "totalMinor", b.currency
  from bill b left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
  where b.workspace_id = ${scope.workspaceId} and b.kind = 'expense' and b.status in ('received', 'approved')
    and b.bill_date <= ${endsOn}
  order by b.bill_date, b.ref`
