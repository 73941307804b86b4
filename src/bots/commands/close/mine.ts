import { listTasksOfOpenCloses, type TaskRow } from '../../../domain/close/close-store.js'
import { isFinished } from '../../../domain/close/close-task.js'
import { taskTable } from '../../../domain/close/close-view.js'
import { listStaff } from '../../../domain/people/staff-store.js'
import { standsInFor } from '../../../domain/people/stand-in.js'
import { type Asker, defineCommand } from '../define-command.js'
import type { Action } from '../reply.js'

export default defineCommand({
  name: 'close mine',
  summary: 'Close tasks that wait for you: to do, or to review',
  example: 'close mine',
  params: {},
  needs: 'close.read',
  risk: 'read',
  run: async (context) => {
    const tasks = await context.read(async (read) => {
      const acts = standsInFor(context.asker.id, await listStaff(read), read.now)
      return (await listTasksOfOpenCloses(read)).filter((task) => concerns(task, context.asker, acts))
    })
    return {
      headline:
        tasks.length === 0
          ? 'Nothing in the close waits for you.'
          : `${tasks.length} close ${tasks.length === 1 ? 'task is' : 'tasks are'} yours`,
      ...(tasks.length > 0 ? { table: taskTable(tasks, context.today) } : {}),
      actions: tasks.filter((task) => task.state !== 'waiting' && !task.checkName).map(doneButton),
      data: { tasks: tasks.map(({ ref, title, state, dueOn, month }) => ({ ref, title, state, dueOn, month })) },
    }
  },
})

/** Whose they do: their own, and that of who is away whom they stand in for. */
function concerns(task: TaskRow, asker: Asker, acts: ReadonlySet<string>): boolean {
  if (isFinished(task.state)) return false
  const whose = task.state === 'submitted' ? task.reviewerId : task.ownerId
  return whose !== null && acts.has(whose) && !(task.state === 'submitted' && task.doneById === asker.id)
}

/** The button that stands on lists and reminders alike. */
export const doneButton = (task: TaskRow): Action => ({
  label: `${task.state === 'submitted' ? 'Approve' : 'Done'}: ${task.title}`,
  do: { command: 'close done', args: { task: task.ref } },
  typed: `close done ${task.ref}`,
})
