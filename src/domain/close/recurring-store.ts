import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { ReleaseSchedule } from '../ledger/release.js'

/** A series of entries with one that should be in the books by now; `waits` when a second person has not agreed to the series. */
export type DueSeries = { ref: string; memo: string; dueOn: IsoDate; baseMinor: bigint; waits: boolean }

/** Recurring entries that were due by a day and are not posted. */
export const listDueSeries = ({ sql, scope }: SqlScope, endsOn: IsoDate): Promise<DueSeries[]> => sql<DueSeries[]>`
  select r.ref, r.memo, r.next_on as "dueOn", r.state = 'asked' as waits,
    (select coalesce(sum(greatest(coalesce(p ->> 'baseMinor', p ->> 'minor')::bigint, 0)), 0)::bigint
      from jsonb_array_elements(r.entry -> 'postings') p) as "baseMinor"
  from recurring_journal r
  where r.workspace_id = ${scope.workspaceId} and r.state in ('active', 'asked') and r.next_on <= ${endsOn}
  order by r.next_on, r.ref`

type Running = ReleaseSchedule & { released: string[] }

/** Schedules that were not stopped, with the months that they have released. */
export const listRunningSchedules = ({ sql, scope }: SqlScope, endsOn: IsoDate): Promise<Running[]> => sql<Running[]>`
  select s.id, s.ref, s.kind, s.memo, s.currency, s.amount_minor as "amountMinor", s.base_minor as "baseMinor",
    s.starts_on as "startsOn", s.ends_on as "endsOn", s.recognised_on as "recognisedOn", s.stopped_on as "stoppedOn", s.department,
    s.held_account_id as "heldAccountId", s.into_account_id as "intoAccountId", s.company_id as "companyId", s.deal_id as "dealId",
    s.invoice_id as "invoiceId", s.bill_id as "billId", s.version,
    coalesce((select array_agg(r.month order by r.month) from release r
      where r.workspace_id = s.workspace_id and r.schedule_id = s.id), '{}') as released
  from release_schedule s
  where s.workspace_id = ${scope.workspaceId} and s.stopped_on is null and s.starts_on <= ${endsOn}
  order by s.ref`
