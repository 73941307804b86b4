import { checkLines } from '../../bots/commands/close/check-lines.js'
import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listTasks, listTasksOfOpenCloses, type TaskRow } from '../../domain/close/close-store.js'
import { finishedCount, isLate, monthName, taskTable } from '../../domain/close/close-view.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-card',
  summary: 'Keeps each open close’s card in the finance channel up to date, edited in place',
  // By the clock as well, since a task becomes late without anybody doing anything.
  on: ['close.opened', 'close.changed', 'close.remind', 'workspace.live'],
  run: async (context, data) => {
    const { workspace, closes } = await load(context, data['closeId'] as string | undefined)
    const channel = workspace.settings['closeChannel']
    if (!workspace.liveAt || typeof channel !== 'string') return
    const today = dateIn(workspace.timeZone, context.db.clock.now())
    for (const [closeId, tasks] of closes)
      await keepChat(context, { occasion: `close-card:${closeId}`, to: channel, reply: closeCard(tasks, today) })
  },
})

/** The close that an event is about, done or not (its last change shows it done); without one, all that are open. */
const load = (context: JobContext, closeId: string | undefined) =>
  readWorkspace(context.db, context.scope, async (read) => {
    const tasks = closeId ? await listTasks(read, { closeId }) : await listTasksOfOpenCloses(read)
    return { workspace: await getWorkspace(read), closes: byClose(tasks) }
  })

function byClose(tasks: readonly TaskRow[]): Map<string, TaskRow[]> {
  const closes = new Map<string, TaskRow[]>()
  for (const task of tasks) closes.set(task.closeId, [...(closes.get(task.closeId) ?? []), task])
  return closes
}

function closeCard(tasks: readonly TaskRow[], today: string): Reply {
  const late = tasks.filter((task) => isLate(task, today)).length
  const checks = checkLines(tasks)
  return {
    headline: `Close of ${monthName(tasks[0]?.month ?? '')}: ${finishedCount(tasks)} of ${tasks.length} done${late > 0 ? `, ${late} late` : ''}`,
    progress: { label: 'tasks done', done: finishedCount(tasks), total: tasks.length },
    ...(checks.length > 0 ? { sections: [{ title: 'What the checks say', lines: checks }] } : {}),
    table: taskTable(tasks, today),
    actions: [{ label: 'What is mine?', do: { command: 'close mine', args: {} }, typed: 'close mine' }],
    notes: ['Kept up to date here; what happened day by day is in its thread.'],
  }
}
