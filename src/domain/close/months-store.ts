import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoMonth } from '../../lib/dates.js'
import type { CheckPeriod } from './define-check.js'

/** A month of a quarter or a year with how far its own close is. */
export type MonthOf = {
  month: IsoMonth
  /** Of its close; null: nobody opened one. */
  tasks: number | null
  finished: number
  /** Whether nobody posts into it any more. */
  locked: boolean
}

/** The months of a close, oldest first; of a month's own close none. */
export const listMonthsOf = (
  { sql, scope }: SqlScope,
  { closeId, startsOn, endsOn }: Pick<CheckPeriod, 'closeId' | 'startsOn' | 'endsOn'>,
): Promise<MonthOf[]> => sql<MonthOf[]>`
  select to_char(p.starts_on, 'YYYY-MM') as month, t.tasks, coalesce(t.finished, 0) as finished, p.state = 'closed' as locked
  from period p
  left join close c on c.workspace_id = p.workspace_id and c.period_id = p.id and c.kind = 'month'
  left join lateral (
    select count(*)::int as tasks, count(*) filter (where state in ('approved', 'not_applicable'))::int as finished
    from close_task t where t.workspace_id = c.workspace_id and t.close_id = c.id) t on c.id is not null
  where p.workspace_id = ${scope.workspaceId} and p.number between 1 and 12
    and p.starts_on >= ${startsOn}::date and p.ends_on <= ${endsOn}::date
    and not exists (select from close o where o.workspace_id = p.workspace_id and o.id = ${closeId} and o.kind = 'month')
  order by p.starts_on`
