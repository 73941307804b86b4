import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { type CheckedTask, listChecked } from '../../domain/close/checked-store.js'
import fluxExplained from '../../domain/close/checks/flux-explained.js'
import { askForWords } from '../../domain/close/flux-questions.js'
import { listQuestions } from '../../domain/close/question-store.js'
import { defineJob } from '../define-job.js'

/** After close-checks, by its name: what that has just found is asked about. */
export default defineJob({
  name: 'close-words',
  summary: 'Asks who answers for an account why it moved far, and takes the question back when nobody needs the answer',
  on: ['close.changed', 'close.check'],
  run: async ({ db, scope }) => {
    const tasks = await readWorkspace(db, scope, async (read) => {
      const asked = new Set((await listQuestions(read, { open: true })).map(({ taskId }) => taskId))
      // Before its turn comes there is nothing to ask, and after it only what was asked to take back.
      const isTheirTurn = ({ state }: CheckedTask) => state === 'ready' || state === 'in_progress'
      return (await listChecked(read, [fluxExplained])).filter((task) => isTheirTurn(task) || asked.has(task.taskId))
    })
    for (const task of tasks) await inWorkspace(db, scope, (tx) => askForWords(tx, task))
  },
})
