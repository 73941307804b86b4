import { listTasksOfOpenCloses, type TaskRow } from '../../../domain/close/close-store.js'
import { isFinished } from '../../../domain/close/close-task.js'
import { taskTable } from '../../../domain/close/close-view.js'
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
    const tasks = (await context.read(listTasksOfOpenCloses)).filter((task) => concerns(task, context.asker))
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

function concerns(task: TaskRow, asker: Asker): boolean {
  if (isFinished(task.state)) return false
  return task.state === 'submitted' ? task.reviewerId === asker.id : task.ownerId === asker.id
}

/** The button that stands on lists and reminders alike. */
export const doneButton = (task: TaskRow): Action => ({
  label: `${task.state === 'submitted' ? 'Approve' : 'Done'}: ${task.title}`,
  do: { command: 'close done', args: { task: task.ref } },
  typed: `close done ${task.ref}`,
})
