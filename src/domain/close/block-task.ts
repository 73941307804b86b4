import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { getTaskClose, lockTasks, saveTaskState } from './close-store.js'
import { isFinished } from './close-task.js'
import { settleClose } from './open-close.js'

/** Says what a task waits for. Only its owner says so, and nobody of a task that is finished. */
export async function blockTask(tx: Tx, taskId: string, byId: string, why: string): Promise<void> {
  const closeId = await getTaskClose(tx, taskId)
  const task = (await lockTasks(tx, closeId)).find((each) => each.id === taskId)
  if (!task || task.ownerId !== byId) throw refused('This task is not yours to block.')
  if (isFinished(task.state)) throw refused(`${task.ref} is finished already.`)
  await saveTaskState(tx, { id: task.id, state: 'blocked' }, { kind: 'blocked', note: why })
  await settleClose(tx, closeId)
}

/** Puts a remark on a task without moving it: a comment, what proves it, an amount for it, the day it is expected. */
export async function remarkTask(
  tx: Tx,
  taskId: string,
  remark: { kind: 'comment' | 'evidence' | 'amount' | 'expected'; note: string; data?: object },
): Promise<void> {
  await tx.prisma.taskEvent.create({
    data: { workspaceId: tx.scope.workspaceId, id: tx.newId(), taskId, at: tx.now, byId: tx.scope.actorId, ...remark },
  })
}
