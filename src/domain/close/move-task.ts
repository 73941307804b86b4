import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { no, ok, type Result } from '../../lib/result.js'
import { hasSay } from './block-task.js'
import { type NewState, saveTaskState } from './close-store.js'
import { type CloseTask, isFinished, isReviewed, reviews, type TaskState } from './close-task.js'
import { loadTask, type TaskMove } from './complete-task.js'
import { settleClose } from './settle-close.js'
import type { TaskActor } from './task-actor.js'

type Rule = (task: CloseTask, by: TaskActor) => Result<TaskState>

/** Its owner (or who stands in) says that a task is under way; blocked before, it no longer is. */
export const mayStart: Rule = (task, by) => {
  if (isFinished(task.state)) return no(`${task.ref} is finished already.`)
  if (task.state === 'waiting') return no(`${task.ref} waits for other tasks; \`close status\` shows which.`)
  if (task.state === 'in_progress') return no(`${task.ref} is in progress already.`)
  if (task.state === 'submitted') return no(`${task.ref} is with its reviewer.`)
  if (task.checkName) return no(`${task.ref} proves itself; nobody needs to start it.`)
  if (task.ownerId !== null && !by.acts.has(task.ownerId)) return no(`${task.ref} belongs to somebody else.`)
  if (task.reviewerId === by.id) return no(`You review ${task.ref}, so somebody else must do it.`)
  return ok('in_progress')
}

/** The reviewer gives back what was submitted. */
export const maySendBack: Rule = (task, by) => {
  if (task.state !== 'submitted') return no(`${task.ref} is not with its reviewer, so there is nothing to send back.`)
  if (!reviews(task, by) || task.doneById === by.id) return no(`Only the reviewer of ${task.ref} sends it back.`)
  return ok(task.checkName ? 'ready' : 'in_progress')
}

export const mayUnblock: Rule = (task, by) => {
  if (task.state !== 'blocked') return no(`${task.ref} is not blocked.`)
  if (!hasSay(task, by)) return no(`${task.ref} is not yours to unblock.`)
  return ok('ready')
}

/** Not needed this time: where two people are wanted it is not its owner who says so, or no work would need a second person. */
export const maySkip: Rule = (task, by) => {
  if (isFinished(task.state)) return no(`${task.ref} is finished already.`)
  if (isReviewed(task) && !by.solo) {
    if (task.ownerId === by.id || task.doneById === by.id)
      return no(`${task.ref} has a reviewer: they say whether it is needed.`)
    if (!reviews(task, by) && !by.manages) return no(`Only the reviewer of ${task.ref} says that it is not needed.`)
    return ok('not_applicable')
  }
  return hasSay(task, by) ? ok('not_applicable') : no(`${task.ref} is not yours to leave out.`)
}

/** Moves a task as the rule allows, with the reason that is given. Throws `refused`, `not_found`. */
async function move(
  tx: Tx,
  { taskId, byId }: { taskId: string; byId: string },
  rule: Rule,
  change: { kind: string; reason?: string; state?: Partial<NewState> },
): Promise<TaskMove> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  const next = rule(task, by)
  if (!next.ok) throw refused(next.problem)
  const reason = change.reason === undefined ? {} : { reason: said(change.reason) }
  await saveTaskState(
    tx,
    { ...change.state, ...reason, id: task.id, state: next.value },
    { kind: change.kind, ...(reason.reason === undefined ? {} : { note: reason.reason }) },
  )
  await settleClose(tx, closeId)
  return { task, before: task.state, after: next.value }
}

function said(reason: string): string {
  if (reason.trim() === '') throw refused('Say why: it stands in the task’s history.')
  return reason.trim()
}

export const startTask = (tx: Tx, taskId: string, byId: string): Promise<TaskMove> =>
  move(tx, { taskId, byId }, mayStart, { kind: 'started' })

export const sendBackTask = (tx: Tx, taskId: string, byId: string, reason: string): Promise<TaskMove> =>
  move(tx, { taskId, byId }, maySendBack, { kind: 'sent_back', reason, state: { doneById: null } })

export const unblockTask = (tx: Tx, taskId: string, byId: string): Promise<TaskMove> =>
  move(tx, { taskId, byId }, mayUnblock, { kind: 'unblocked' })

export const skipTask = (tx: Tx, taskId: string, byId: string, reason: string): Promise<TaskMove> =>
  move(tx, { taskId, byId }, maySkip, { kind: 'not_applicable', reason, state: { doneById: null } })
