import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { toDecimal } from '../../lib/money.js'
import type { Cell, Table } from '../../lib/table.js'
import { getTaskClose, lockTasks, saveTaskState } from './close-store.js'
import type { Check, CheckPeriod, Finding } from './define-check.js'
import { settleClose } from './open-close.js'

type CheckedTask = CheckPeriod & { taskId: string; checkName: string }

/**
 * Asks these checks for all months that are not closed, completes the tasks they prove, and reopens the ones they no longer
 * prove. The number of tasks that moved.
 */
export async function runChecks(db: Database, scope: Scope, checks: readonly Check[]): Promise<number> {
  const found = await readWorkspace(db, scope, async (read) => {
    const tasks = await tasksWithChecks(read)
    const asked = tasks.flatMap((task) => {
      const check = checks.find((each) => each.name === task.checkName)
      return check ? [{ task, check }] : []
    })
    const findings: { task: CheckedTask; finding: Finding }[] = []
    for (const { task, check } of asked) findings.push({ task, finding: await check.run(read, task) })
    return findings
  })
  let moved = 0
  for (const { task, finding } of found) {
    if (await inWorkspace(db, scope, (tx) => recordFinding(tx, task.taskId, task.checkName, finding))) moved += 1
  }
  return moved
}

/** Keeps the proof and moves the task when the finding changed something; true when it moved. */
export async function recordFinding(tx: Tx, taskId: string, checkName: string, finding: Finding): Promise<boolean> {
  const closeId = await getTaskClose(tx, taskId)
  const task = (await lockTasks(tx, closeId)).find((each) => each.id === taskId)
  if (!task || task.state === 'not_applicable') return false
  const last = await tx.prisma.checkResult.findFirst({ where: { taskId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  if (last?.passed !== finding.passed || last.summary !== finding.summary) {
    await tx.prisma.checkResult.create({
      data: {
        workspaceId: tx.scope.workspaceId,
        id: tx.newId(),
        taskId,
        checkName,
        passed: finding.passed,
        summary: finding.summary,
        proof: plainTable(finding.proof),
        at: tx.now,
      },
    })
  }
  // A check may pass before its predecessors have finished; the task then still waits for them.
  if (finding.passed && (task.state === 'ready' || task.state === 'in_progress')) {
    await saveTaskState(tx, { id: taskId, state: 'approved' }, { kind: 'check_passed', note: finding.summary })
  } else if (!finding.passed && task.state === 'approved') {
    await saveTaskState(tx, { id: taskId, state: 'ready' }, { kind: 'reopened', note: finding.summary })
  } else return false
  await settleClose(tx, closeId)
  return true
}

const tasksWithChecks = ({ sql, scope }: SqlScope): Promise<CheckedTask[]> =>
  sql<CheckedTask[]>`
    select t.id as "taskId", t.check_name as "checkName", p.id, c.month, p.starts_on as "startsOn", p.ends_on as "endsOn",
      w.base_currency as "baseCurrency"
    from close_task t
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
    join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
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
  if (cell === null || typeof cell !== 'object') return cell
  if ('money' in cell) return `${toDecimal(cell.money)} ${cell.money.currency}`
  if ('date' in cell) return cell.date
  if ('at' in cell) return cell.at.toISOString()
  if ('percent' in cell) return cell.percent
  if ('person' in cell) return cell.person
  return cell.ref
}
