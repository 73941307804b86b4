import type { Tx } from '../../db/in-workspace.js'
import { notFound, refused } from '../../lib/errors.js'
import { getTaskClose, lockTasks, type Signatures, saveTaskState } from './close-store.js'
import { afterDone, approvesOwn, type CloseTask, mayRestore, type Restorable, type TaskState } from './close-task.js'
import { settleClose } from './settle-close.js'
import { getTaskActor, type TaskActor } from './task-actor.js'

export type TaskMove = { task: CloseTask; before: TaskState; after: TaskState }

/**
 * `done` by its owner submits a task (or approves it, when nobody reviews); by its reviewer it approves. Who stands in for either
 * while they are away does the same. `step` says which of the two is meant. Throws `refused`.
 */
export async function completeTask(
  tx: Tx,
  taskId: string,
  byId: string,
  step: 'submit' | 'approve' | 'either' = 'either',
): Promise<TaskMove> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  const isReview = task.state === 'submitted'
  if (step === 'approve' && !isReview)
    throw refused(`${task.ref} was not submitted, so there is nothing to review yet.`)
  if (step === 'submit' && isReview) throw refused(`${task.ref} is with its reviewer: \`close approve ${task.ref}\`.`)
  const next = afterDone(task, by)
  if (!next.ok) throw refused(next.problem)
  await saveTaskState(tx, { id: task.id, state: next.value, ...signed(task, next.value, by) }, { kind: next.value })
  await settleClose(tx, closeId)
  return { task, before: task.state, after: next.value }
}

/** An approval leaves the preparer's name; where nobody reviews, preparing and approving are one. */
function signed(task: CloseTask, next: TaskState, by: TaskActor): Signatures {
  if (task.state === 'submitted') return { approvedById: by.id }
  const own = next === 'approved' && approvesOwn(task, by)
  return { doneById: by.id, ...(own ? { approvedById: by.id, selfApproved: true } : {}) }
}

/** The compensating change: puts a task back to the state it had before a `done`. */
export async function restoreTask(tx: Tx, taskId: string, to: Restorable, byId: string): Promise<TaskMove> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  const allowed = mayRestore(task, to, by)
  if (!allowed.ok) throw refused(allowed.problem)
  const doneBy = to === 'submitted' ? {} : { doneById: null }
  await saveTaskState(tx, { id: task.id, state: to, ...doneBy }, { kind: 'undone' })
  await settleClose(tx, closeId)
  return { task, before: task.state, after: to }
}

/** A task in its locked close, and who acts on it. Throws `not_found`. */
export async function loadTask(
  tx: Tx,
  taskId: string,
  byId: string,
): Promise<{ task: CloseTask; tasks: readonly CloseTask[]; closeId: string; by: TaskActor }> {
  const closeId = await getTaskClose(tx, taskId)
  const tasks = await lockTasks(tx, closeId)
  const task = tasks.find((each) => each.id === taskId)
  if (!task) throw notFound('There is no such close task.')
  return { task, tasks, closeId, by: await getTaskActor(tx, byId) }
}
