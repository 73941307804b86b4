import type { SqlScope } from '../../db/sql-workspace.js'
import { askAll } from './ask-all.js'
import { type CheckedTask, listChecked } from './checked-store.js'
import type { Check, Finding } from './define-check.js'
import { listExcuses } from './excuse-store.js'
import { judge, type Verdict } from './judge-finding.js'
import { getTolerance } from './tolerance-store.js'

export type JudgedTask = CheckedTask & { finding: Finding; verdict: Verdict }

/** What the checks of a close say at this moment; nothing is moved by it. Of these tasks, or of all. */
export async function judgeChecks(
  read: SqlScope,
  checks: readonly Check[],
  month: string,
  taskIds: ReadonlySet<string> | null = null,
): Promise<JudgedTask[]> {
  const [tolerance, excuses] = [await getTolerance(read), await listExcuses(read)]
  const meant = (await listChecked(read, checks)).filter(
    ({ period, taskId }) => period.month === month && (!taskIds || taskIds.has(taskId)),
  )
  return (await askAll(read, meant)).map((task) => ({
    ...task,
    verdict: judge(task.check, task.finding, { excuses: excuses.get(task.taskId) ?? [], tolerance }),
  }))
}
