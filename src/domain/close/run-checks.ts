import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { money } from '../../lib/money.js'
import { lockTasks, saveTaskState } from './close-store.js'
import type { CloseTask, TaskState } from './close-task.js'
import type { Check, CheckPeriod, Finding } from './define-check.js'
import { judgeFinding, type Verdict } from './judge-finding.js'
import { settleClose } from './open-close.js'
import { proofJson } from './proof-json.js'

type CheckedTask = { taskId: string; state: TaskState; check: Check }
type CheckedClose = { period: CheckPeriod; tasks: readonly CheckedTask[] }

/** Of one month alone; of tasks that are ready alone, since no other can have become proved. */
type Which = { month?: string; only?: 'ready' }

/**
 * Asks these checks for all months that are not closed, completes the tasks they prove, and reopens the ones they no longer
 * prove. The number of tasks that moved.
 */
export async function runChecks(
  db: Database,
  scope: Scope,
  checks: readonly Check[],
  { month, only }: Which = {},
): Promise<number> {
  let moved = 0
  for (const { period, tasks } of await readWorkspace(db, scope, (read) => listChecked(read, checks))) {
    const asked = tasks.filter(({ state }) => (only ?? state) === state)
    if (asked.length > 0 && (month ?? period.month) === period.month)
      moved += await checkClose(db, scope, period, asked)
  }
  return moved
}

/**
 * The close is locked before the checks look, in one snapshot: of two that run at the same time the later one sees the newer data and
 * has the last word.
 */
const checkClose = (db: Database, scope: Scope, period: CheckPeriod, asked: readonly CheckedTask[]): Promise<number> =>
  inWorkspace(db, scope, async (tx) => {
    await lockTasks(tx, period.closeId)
    const found = await readWorkspace(db, scope, async (read) => {
      const answers: { taskId: string; check: Check; finding: Finding }[] = []
      for (const { taskId, check } of asked) answers.push({ taskId, check, finding: await check.run(read, period) })
      return answers
    })
    const verdicts = new Map<string, Verdict>()
    for (const { taskId, check, finding } of found) {
      const verdict = judgeFinding(finding, [], money(0n, period.baseCurrency))
      verdicts.set(taskId, verdict)
      await keepProof(tx, taskId, check.name, verdict)
    }
    return applyVerdicts(tx, period.closeId, verdicts)
  })

/** One that is done may make the next one ready, of which the verdict is known already. */
async function applyVerdicts(tx: Tx, closeId: string, verdicts: ReadonlyMap<string, Verdict>): Promise<number> {
  let moved = 0
  for (const task of await lockTasks(tx, closeId)) {
    const verdict = verdicts.get(task.id)
    const next = verdict && afterVerdict(task, verdict)
    if (!next) continue
    const kind = next === 'approved' ? 'check_passed' : 'reopened'
    await saveTaskState(tx, { id: task.id, state: next }, { kind, note: verdict.summary })
    moved += 1
  }
  if (moved === 0) return 0
  await settleClose(tx, closeId)
  return moved + (await applyVerdicts(tx, closeId, verdicts))
}

/** A check may pass before the task's predecessors have finished; the task then still waits for them. */
function afterVerdict(task: CloseTask, { passed }: Verdict): TaskState | null {
  if (passed) return task.state === 'ready' || task.state === 'in_progress' ? 'approved' : null
  return task.state === 'approved' ? 'ready' : null
}

/** One row for every time that the answer, or what proves it, was another than before. */
async function keepProof(
  tx: Tx,
  taskId: string,
  checkName: string,
  { passed, summary, proof }: Verdict,
): Promise<void> {
  const last = await tx.prisma.checkResult.findFirst({ where: { taskId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  const kept = proofJson(proof)
  if (last?.passed === passed && last.summary === summary && isDeepStrictEqual(last.proof, kept)) return
  await tx.prisma.checkResult.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id: tx.newId(),
      taskId,
      checkName,
      passed,
      summary,
      proof: kept,
      at: tx.now,
    },
  })
}

type Row = CheckPeriod & { taskId: string; checkName: string; state: TaskState }

/** Closes of months that are open, with those of their tasks that one of these checks proves. */
async function listChecked({ sql, scope }: SqlScope, checks: readonly Check[]): Promise<CheckedClose[]> {
  const rows = await sql<Row[]>`
    select t.id as "taskId", c.id as "closeId", t.check_name as "checkName", t.state, p.id, c.month, f.starts_on as "startsOn",
      p.ends_on as "endsOn", w.base_currency as "baseCurrency"
    from close_task t
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
    join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
    join period f on f.workspace_id = p.workspace_id and f.year = p.year
      and f.number = p.number - case c.kind when 'quarter' then 2 when 'year' then 11 else 0 end
    join workspace w on w.id = t.workspace_id
    where t.workspace_id = ${scope.workspaceId} and t.check_name is not null and p.state = 'open'
    order by c.month, t.position`
  const closes = new Map<string, { period: CheckPeriod; tasks: CheckedTask[] }>()
  for (const { taskId, checkName, state, ...period } of rows) {
    const check = checks.find(({ name }) => name === checkName)
    if (!check) continue
    const close = closes.get(period.closeId) ?? { period, tasks: [] }
    closes.set(period.closeId, close)
    close.tasks.push({ taskId, state, check })
  }
  return [...closes.values()]
}
