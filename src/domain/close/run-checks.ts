import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { askAll } from './ask-all.js'
import { type CheckedTask, listChecked } from './checked-store.js'
import { lockTasks, saveTaskState } from './close-store.js'
import type { CloseTask, TaskState } from './close-task.js'
import type { Check } from './define-check.js'
import { lapseExcuses, listExcuses } from './excuse-store.js'
import { judge, type Verdict } from './judge-finding.js'
import { proofJson } from './proof-json.js'
import { settleClose } from './settle-close.js'
import { getTolerance } from './tolerance-store.js'

/** Of these tasks alone. */
type Which = (task: CheckedTask) => boolean

/**
 * Asks these checks for all months that are not closed, completes the tasks they prove, and reopens the ones they no longer
 * prove. The number of tasks that moved.
 */
export async function runChecks(
  db: Database,
  scope: Scope,
  checks: readonly Check[],
  which: Which = () => true,
): Promise<number> {
  const closes = new Map<string, CheckedTask[]>()
  for (const task of await readWorkspace(db, scope, (read) => listChecked(read, checks))) {
    const { closeId } = task.period
    if (which(task)) closes.set(closeId, [...(closes.get(closeId) ?? []), task])
  }
  let moved = 0
  for (const tasks of closes.values()) moved += await checkClose(db, scope, tasks)
  return moved
}

/**
 * The close is locked before the checks look, in one snapshot: of two that run at the same time the later one sees the newer data and
 * has the last word.
 */
const checkClose = (db: Database, scope: Scope, asked: readonly CheckedTask[]): Promise<number> =>
  inWorkspace(db, scope, async (tx) => {
    const closeId = asked[0]?.period.closeId ?? ''
    await lockTasks(tx, closeId)
    const found = await readWorkspace(db, scope, (read) => askAll(read, asked))
    const excuses = await listExcuses(sqlInTx(tx))
    const tolerance = await getTolerance(sqlInTx(tx))
    const verdicts = new Map<string, Verdict>()
    for (const { taskId, check, finding } of found) {
      const verdict = judge(check, finding, { excuses: excuses.get(taskId) ?? [], tolerance })
      verdicts.set(taskId, verdict)
      await keepProof(tx, taskId, check.name, verdict)
      await lapseExcuses(
        tx,
        verdict.lapsed.map(({ id }) => id),
      )
    }
    return applyVerdicts(tx, closeId, verdicts)
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
  const { workspaceId } = tx.scope
  await tx.prisma.checkResult.create({
    data: { workspaceId, id: tx.newId(), taskId, checkName, passed, summary, proof: kept, at: tx.now },
  })
}
