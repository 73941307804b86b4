import type { Tx } from '../../db/in-workspace.js'
import { notFound, refused } from '../../lib/errors.js'
import { getTaskClose, lockTasks, saveTaskState } from './close-store.js'
import { afterDone, type CloseTask, mayRestore, type Restorable, type TaskState } from './close-task.js'
import { settleClose } from './open-close.js'

export type TaskMove = { task: CloseTask; before: TaskState; after: TaskState }

/** `done` by its owner submits a task (or approves it, when nobody reviews); by its reviewer it approves. */
export async function completeTask(tx: Tx, taskId: string, byId: string): Promise<TaskMove> {
  const { task, closeId } = await load(tx, taskId)
  const next = afterDone(task, byId)
  if (!next.ok) throw refused(next.problem)
  // An approval leaves the preparer's name; where nobody reviews, preparing and approving are one.
  const doneBy = task.state === 'submitted' ? {} : { doneById: byId }
  await saveTaskState(tx, { id: task.id, state: next.value, ...doneBy }, { kind: next.value })
  await settleClose(tx, closeId)
  return { task, before: task.state, after: next.value }
}

/** The compensating change: puts a task back to the state it had before a `done`. */
export async function restoreTask(tx: Tx, taskId: string, to: Restorable, byId: string): Promise<TaskMove> {
  const { task, closeId } = await load(tx, taskId)
  const allowed = mayRestore(task, to, byId)
  if (!allowed.ok) throw refused(allowed.problem)
  const doneBy = to === 'submitted' ? {} : { doneById: null }
  await saveTaskState(tx, { id: task.id, state: to, ...doneBy }, { kind: 'undone' })
  await settleClose(tx, closeId)
  return { task, before: task.state, after: to }
}

async function load(tx: Tx, taskId: string): Promise<{ task: CloseTask; closeId: string }> {
  const closeId = await getTaskClose(tx, taskId)
  const task = (await lockTasks(tx, closeId)).find((each) => each.id === taskId)
  if (!task) throw notFound('There is no such close task.')
  return { task, closeId }
}
