import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import type { Result } from '../../lib/result.js'
import { emit } from './events.js'
import { checkTaskText, type Task, type TaskChange } from './task.js'
import { getTask, saveTask } from './task-store.js'

export type ChangedTask = { before: Task; after: Task }

/** Changes a task as a rule decides: finishing it, taking it up again, putting it off. Throws `refused` with the rule's reason. */
export async function changeTask(
  tx: Tx,
  taskId: string,
  decide: (task: Task) => Result<TaskChange>,
): Promise<ChangedTask> {
  const before = await getTask(tx, taskId)
  const change = decide(before)
  if (!change.ok) throw refused(change.problem)
  const after = await saveTask(tx, before, change.value)
  await emit(tx, { kind: 'task.changed', data: { taskId } })
  if (after.ownerId !== before.ownerId && after.ownerId !== tx.scope.actorId)
    await emit(tx, { kind: 'task.assigned', data: { taskId } })
  return { before, after }
}

/** Changes what a task says: its text, its day, who is to do it. */
export async function editTask(tx: Tx, taskId: string, change: TaskChange): Promise<ChangedTask> {
  if (change.text === undefined) return changeTask(tx, taskId, () => ({ ok: true, value: change }))
  const text = checkTaskText(change.text)
  if (!text.ok) throw invalid(text.problem)
  return changeTask(tx, taskId, () => ({ ok: true, value: { ...change, text: text.value } }))
}
