import { checkLines } from '../../bots/commands/close/check-lines.js'
import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listTasks, type TaskRow } from '../../domain/close/close-store.js'
import { finishedCount, isLate, monthName, taskTable } from '../../domain/close/close-view.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { defineJob } from '../define-job.js'
import { keepCard } from '../keep-card.js'

export default defineJob({
  name: 'close-card',
  summary: 'Keeps the month’s card in the finance channel up to date, edited in place',
  on: ['close.opened', 'close.changed', 'workspace.live'],
  run: async (context) => {
    const { workspace, tasks } = await readWorkspace(context.db, context.scope, async (read) => ({
      workspace: await getWorkspace(read),
      tasks: await listTasks(read),
    }))
    const channel = workspace.settings['closeChannel']
    const first = tasks[0]
    if (!workspace.liveAt || typeof channel !== 'string' || !first) return
    const today = dateIn(workspace.timeZone, context.db.clock.now())
    await keepCard(context, { kind: 'close', subject: first.closeId, channel, reply: closeCard(tasks, today) })
  },
})

function closeCard(tasks: readonly TaskRow[], today: string): Reply {
  const late = tasks.filter((task) => isLate(task, today)).length
  const checks = checkLines(tasks)
  return {
    headline: `Close of ${monthName(tasks[0]?.month ?? '')}: ${finishedCount(tasks)} of ${tasks.length} done${late > 0 ? `, ${late} late` : ''}`,
    progress: { label: 'tasks done', done: finishedCount(tasks), total: tasks.length },
    ...(checks.length > 0 ? { sections: [{ title: 'What the checks say', lines: checks }] } : {}),
    table: taskTable(tasks, today),
    notes: ['Kept up to date here', '`/close mine` shows yours'],
  }
}
