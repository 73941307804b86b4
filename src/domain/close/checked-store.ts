import type { SqlScope } from '../../db/sql-workspace.js'
import type { TaskState } from './close-task.js'
import type { Check, CheckPeriod } from './define-check.js'

/** A task that a check proves, with the span that the check looks at. */
export type CheckedTask = { taskId: string; state: TaskState; check: Check; period: CheckPeriod }

type Row = CheckPeriod & { taskId: string; checkName: string; state: TaskState }

/**
 * Tasks that one of these checks proves, in order: of closes whose books are open, and of a quarter's or a year's as long as it isn't done,
 * since its last month may be locked before the others are signed off.
 */
export async function listChecked({ sql, scope }: SqlScope, checks: readonly Check[]): Promise<CheckedTask[]> {
  const rows = await sql<Row[]>`
    select t.id as "taskId", c.id as "closeId", t.check_name as "checkName", t.state, p.id, c.month, f.starts_on as "startsOn",
      p.ends_on as "endsOn", w.base_currency as "baseCurrency"
    from close_task t
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
    join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
    join period f on f.workspace_id = p.workspace_id and f.year = p.year
      and f.number = p.number - case c.kind when 'quarter' then 2 when 'year' then 11 else 0 end
    join workspace w on w.id = t.workspace_id
    where t.workspace_id = ${scope.workspaceId} and t.check_name is not null
      and (p.state = 'open' or (c.kind <> 'month' and c.state = 'open'))
    order by c.month, t.position`
  return rows.flatMap(({ taskId, checkName, state, ...period }) => {
    const check = checks.find(({ name }) => name === checkName)
    return check ? [{ taskId, state, check, period }] : []
  })
}

export const findChecked = async (
  read: SqlScope,
  checks: readonly Check[],
  taskId: string,
): Promise<CheckedTask | null> => (await listChecked(read, checks)).find((task) => task.taskId === taskId) ?? null
