import type { Database } from '../../db/database.js'
import type { Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import { no, ok, type Result } from '../../lib/result.js'
import { type CheckedTask, findChecked } from './checked-store.js'
import { getTaskClose, lockTasks } from './close-store.js'
import { type CloseTask, reviews } from './close-task.js'
import type { Against, Check } from './define-check.js'
import { lapseExcuses, listExcuses, putExcuse } from './excuse-store.js'
import { stoodAt } from './judge-finding.js'
import { getTaskActor, type TaskActor } from './task-actor.js'

/**
 * Whether this person may let a row of a check pass: its reviewer, or where there is none who runs the close. Never who owns the task,
 * but in a company of one person.
 */
export function mayExcuse(task: CloseTask, by: TaskActor): Result<true> {
  if (task.ownerId === by.id && !by.solo)
    return no(`${task.ref} is yours, so somebody else must excuse what speaks against it.`)
  if (!reviews(task, by)) return no(`Only the reviewer of ${task.ref} or who runs the close can excuse a row of it.`)
  return ok(true)
}

/** The row of a check as it stands now. Throws `invalid` with those there are. */
export async function findAgainst(
  db: Database,
  scope: Scope,
  checks: readonly Check[],
  taskId: string,
  rowKey: string,
): Promise<{ checked: CheckedTask; row: Against }> {
  return readWorkspace(db, scope, async (read) => {
    const checked = await findChecked(read, checks, taskId)
    if (!checked) throw refused('This task has no check, or its month is closed.')
    if (checked.check.strict) throw refused(`${checked.check.title}: what speaks against that nobody may excuse.`)
    const { against } = await checked.check.run(read, checked.period)
    const row = against.find(({ key }) => key.toLowerCase() === rowKey.toLowerCase())
    if (row) return { checked, row }
    const there = against.map(({ key }) => key).slice(0, 20)
    throw invalid(
      there.length === 0
        ? `Nothing speaks against “${checked.check.title}”.`
        : `“${rowKey}” is none of its rows. They are: ${there.join(', ')}.`,
    )
  })
}

/** Lets a row pass as it stands, with the reason; the checks are asked again after it. Throws `refused`. */
export async function excuseRow(
  tx: Tx,
  taskId: string,
  row: Against,
  reason: string,
  byId: string,
): Promise<{ task: CloseTask; stoodAt: string }> {
  const { task, by } = await load(tx, taskId, byId)
  if (reason.trim() === '') throw invalid('Say why it is all right as it is.')
  const stood = stoodAt(row)
  await putExcuse(tx, {
    taskId,
    rowKey: row.key,
    stoodAt: stood,
    reason: reason.trim(),
    byId,
    selfExcused: task.ownerId === by.id,
  })
  await tx.outbox('close.excused', { taskId })
  return { task, stoodAt: stood }
}

/** Takes an excuse back. Throws `not_found`, `refused`. */
export async function withdrawExcuse(tx: Tx, taskId: string, rowKey: string, byId: string): Promise<CloseTask> {
  const { task } = await load(tx, taskId, byId)
  const held = (await listExcuses(sqlInTx(tx))).get(taskId) ?? []
  const excuse = held.find((each) => each.rowKey.toLowerCase() === rowKey.toLowerCase())
  if (!excuse) throw notFound(`Nothing called “${rowKey}” is excused on ${task.ref}.`)
  await lapseExcuses(tx, [excuse.id])
  await tx.outbox('close.excused', { taskId })
  return task
}

async function load(tx: Tx, taskId: string, byId: string): Promise<{ task: CloseTask; by: TaskActor }> {
  const by = await getTaskActor(tx, byId)
  const task = (await lockTasks(tx, await getTaskClose(tx, taskId))).find(({ id }) => id === taskId)
  if (!task) throw notFound('There is no such close task.')
  const may = mayExcuse(task, by)
  if (!may.ok) throw refused(may.problem)
  return { task, by }
}
