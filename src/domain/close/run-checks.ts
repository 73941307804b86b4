import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { type CellWords, cellText } from '../../lib/cell-text.js'
import { toDecimal } from '../../lib/money.js'
import type { Cell, Table } from '../../lib/table.js'
import { lockTasks, saveTaskState } from './close-store.js'
import type { CloseTask, TaskState } from './close-task.js'
import type { Check, CheckPeriod, Finding } from './define-check.js'
import { settleClose } from './open-close.js'

type CheckedTask = CheckPeriod & { taskId: string; closeId: string; checkName: string }

/**
 * Asks these checks for all months that are not closed, completes the tasks they prove, and reopens the ones they no longer
 * prove. The number of tasks that moved.
 */
export async function runChecks(db: Database, scope: Scope, checks: readonly Check[]): Promise<number> {
  let moved = 0
  for (const task of await readWorkspace(db, scope, tasksWithChecks)) {
    const check = checks.find((each) => each.name === task.checkName)
    if (check && (await runCheck(db, scope, task, check))) moved += 1
  }
  return moved
}

/**
 * The close is locked before the check looks: of two that run at the same time the later one sees the newer data and has
 * the last word. True when the task moved.
 */
const runCheck = (
  db: Database,
  scope: Scope,
  { taskId, closeId, ...period }: CheckedTask,
  check: Check,
): Promise<boolean> =>
  inWorkspace(db, scope, async (tx) => {
    const task = (await lockTasks(tx, closeId)).find((each) => each.id === taskId)
    if (!task || task.state === 'not_applicable') return false
    const finding = await readWorkspace(db, scope, (read) => check.run(read, period))
    await keepProof(tx, taskId, check.name, finding)
    const next = afterFinding(task, finding)
    if (!next) return false
    const kind = next === 'approved' ? 'check_passed' : 'reopened'
    await saveTaskState(tx, { id: taskId, state: next }, { kind, note: finding.summary })
    await settleClose(tx, closeId)
    return true
  })

/** A check may pass before the task's predecessors have finished; the task then still waits for them. */
function afterFinding(task: CloseTask, { passed }: Finding): TaskState | null {
  if (passed) return task.state === 'ready' || task.state === 'in_progress' ? 'approved' : null
  return task.state === 'approved' ? 'ready' : null
}

/** One row for every time that the answer was another than before. */
async function keepProof(tx: Tx, taskId: string, checkName: string, finding: Finding): Promise<void> {
  const { passed, summary } = finding
  const last = await tx.prisma.checkResult.findFirst({ where: { taskId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  if (last?.passed === passed && last.summary === summary) return
  const { workspaceId } = tx.scope
  const proof = plainTable(finding.proof)
  await tx.prisma.checkResult.create({
    data: { workspaceId, id: tx.newId(), taskId, checkName, passed, summary, proof, at: tx.now },
  })
}

const tasksWithChecks = ({ sql, scope }: SqlScope): Promise<CheckedTask[]> =>
  sql<CheckedTask[]>`
    select t.id as "taskId", c.id as "closeId", t.check_name as "checkName", p.id, c.month, f.starts_on as "startsOn",
      p.ends_on as "endsOn", w.base_currency as "baseCurrency"
    from close_task t
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
    join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
    join period f on f.workspace_id = p.workspace_id and f.year = p.year
      and f.number = p.number - case c.kind when 'quarter' then 2 when 'year' then 11 else 0 end
    join workspace w on w.id = t.workspace_id
    where t.workspace_id = ${scope.workspaceId} and t.check_name is not null and p.state = 'open'
    order by c.month, t.position`

/** A proof as JSON that stays readable for ever: money as decimals with its currency. */
function plainTable(table: Table): object {
  return {
    columns: table.columns,
    rows: table.rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plain(v)]))),
  }
}

function plain(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'number') return cell
  return typeof cell === 'object' && 'percent' in cell ? cell.percent : cellText(cell, PROOF)
}

const PROOF: CellWords = {
  nothing: '',
  text: (text) => text,
  number: String,
  money: (amount) => `${toDecimal(amount)} ${amount.currency}`,
  date: (date) => date,
  at: (at) => at.toISOString(),
  percent: String,
  record: ({ ref }) => ref,
}
