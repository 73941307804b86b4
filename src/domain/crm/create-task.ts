import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { invalid } from '../../lib/errors.js'
import { emit } from './events.js'
import { checkTaskText, type NewTask, type Task } from './task.js'
import { insertTask } from './task-store.js'

/** Makes a task for somebody, who hears of it when another thought of it. Throws `invalid` for no text, or a long one. */
export async function createTask(tx: Tx, task: NewTask): Promise<Task> {
  const text = checkTaskText(task.text)
  if (!text.ok) throw invalid(text.problem)
  const made = await insertTask(tx, await nextRef(tx, 'task', 'TODO'), { ...task, text: text.value })
  await emit(tx, { kind: 'task.changed', data: { taskId: made.id } })
  if (task.ownerId !== tx.scope.actorId) await emit(tx, { kind: 'task.assigned', data: { taskId: made.id } })
  return made
}
