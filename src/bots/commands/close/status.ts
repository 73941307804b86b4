import { listTasks } from '../../../domain/close/close-store.js'
import { finishedCount, isLate, monthName, taskTable } from '../../../domain/close/close-view.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { checkLines } from './check-lines.js'

export default defineCommand({
  name: 'close status',
  summary: 'How far a month’s close is: every task, its owner, what is late, what the checks say',
  example: 'close status 2026-10',
  params: { month: optional('month', 'Month', { target: true }) },
  needs: 'close.read',
  risk: 'read',
  run: async (context, { month }) => {
    const tasks = await context.read((read) => listTasks(read, month))
    const first = tasks[0]
    if (!first) {
      return {
        headline: month ? `${monthName(month)} has no close yet.` : 'No close is open.',
        text: `\`close open ${month ?? 'YYYY-MM'}\` lays one out.`,
        data: { month: month ?? null, tasks: [] },
      }
    }
    const late = tasks.filter((task) => isLate(task, context.today))
    const checks = checkLines(tasks)
    return {
      headline: `Close of ${monthName(first.month)}: ${finishedCount(tasks)} of ${tasks.length} done${late.length > 0 ? `, ${late.length} late` : ''}`,
      progress: { label: 'tasks done', done: finishedCount(tasks), total: tasks.length },
      ...(checks.length > 0 ? { sections: [{ title: 'What the checks say', lines: checks }] } : {}),
      table: taskTable(tasks, context.today),
      data: {
        month: first.month,
        done: finishedCount(tasks),
        total: tasks.length,
        tasks: tasks.map((task) => ({
          ref: task.ref,
          title: task.title,
          state: task.state,
          owner: task.ownerName,
          reviewer: task.reviewerName,
          dueOn: task.dueOn,
          check: task.checkName,
        })),
      },
    }
  },
})
