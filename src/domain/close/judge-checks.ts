import type { SqlScope } from '../../db/sql-workspace.js'
import { type CheckedTask, listChecked } from './checked-store.js'
import type { Check, Finding } from './define-check.js'
import { listExcuses } from './excuse-store.js'
import { judgeFinding, type Verdict } from './judge-finding.js'
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
  const judged: JudgedTask[] = []
  for (const task of await listChecked(read, checks)) {
    if (task.period.month !== month || (taskIds && !taskIds.has(task.taskId))) continue
    const finding = await task.check.run(read, task.period)
    judged.push({ ...task, finding, verdict: judgeFinding(finding, excuses.get(task.taskId) ?? [], tolerance) })
  }
  return judged
}
