import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { noteEvent, saveTaskState } from './close-store.js'
import { type CloseTask, isFinished, reviews } from './close-task.js'
import { loadTask } from './complete-task.js'
import { settleClose } from './settle-close.js'
import type { TaskActor } from './task-actor.js'
import { BARE_BLOCK, type TaskBlock } from './task-block.js'

/**
 * Says what a task waits for: its owner (or who stands in), its reviewer, or who runs the close; of a task that is under way. `block`
 * is why, or all that is known of it.
 */
export async function blockTask(tx: Tx, taskId: string, byId: string, block: string | TaskBlock): Promise<CloseTask> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  if (!hasSay(task, by)) throw refused('This task is not yours to block.')
  if (isFinished(task.state)) throw refused(`${task.ref} is finished already.`)
  if (task.state === 'submitted') throw refused(`${task.ref} is with its reviewer, who can send it back.`)
  const said: TaskBlock = typeof block === 'string' ? { ...BARE_BLOCK, why: block } : block
  if (said.why.trim() === '') throw refused('Say what it waits for.')
  const { why: note, ...rest } = said
  const data = { ...rest, atRisk: rest.atRisk && { ...rest.atRisk, minor: rest.atRisk.minor.toString() } }
  await saveTaskState(tx, { id: task.id, state: 'blocked', block: said }, { kind: 'blocked', note, data })
  await settleClose(tx, closeId)
  return task
}

export const hasSay = (task: CloseTask, by: TaskActor): boolean =>
  by.manages || reviews(task, by) || task.ownerId === null || by.acts.has(task.ownerId)

/** Puts a remark on a task without moving it: a comment, what proves it, an amount for it, the day it is expected. */
export async function remarkTask(
  tx: Tx,
  taskId: string,
  remark: {
    kind: 'comment' | 'evidence' | 'amount' | 'expected' | 'not_mine' | 'answered'
    note: string
    data?: object
  },
): Promise<void> {
  await noteEvent(tx, taskId, remark)
}
