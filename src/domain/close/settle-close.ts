import type { Tx } from '../../db/in-workspace.js'
import { lockTasks, saveTaskState } from './close-store.js'
import { isFinished, statesAfter } from './close-task.js'

/** Brings waiting tasks to ready (or back) after a task has changed, and the close to done when all have finished. */
export async function settleClose(tx: Tx, closeId: string): Promise<void> {
  const tasks = await lockTasks(tx, closeId)
  for (const [id, state] of statesAfter(tasks)) await saveTaskState(tx, { id, state }, { kind: state })
  const open = tasks.some((task) => !isFinished(task.state))
  await tx.prisma.close.updateMany({
    where: { id: closeId, state: open ? 'done' : 'open' },
    data: { state: open ? 'open' : 'done' },
  })
  await tx.outbox('close.changed', { closeId })
}
