import { listTasks } from '../../../domain/close/close-store.js'
import { finishedCount, isLate, monthName, taskTable } from '../../../domain/close/close-view.js'
import { defineCommand } from '../define-command.js'
import { changedLines } from './changed-sections.js'
import { checkLines } from './check-lines.js'
import { closeNameOf, closeParam } from './name-param.js'
import { noClose } from './no-close.js'
import { visibleTasks, withStoodInFor } from './visible-tasks.js'

export default defineCommand({
  name: 'close status',
  summary: 'How far a close is: every task, its owner, what is late, what the checks say',
  example: 'close status 2026-10',
  params: { month: closeParam },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const month = args.month === undefined ? undefined : closeNameOf(context, args.month)
    const { asker } = context
    const { all, owners } = await context.read(async (read) => ({
      all: await listTasks(read, month ? { month } : {}),
      owners: await withStoodInFor(read, asker.id, asker.owners('close.read')),
    }))
    const first = all[0]
    if (!first) return noClose(month)
    // How far it is everybody may know; what the checks say is about the books.
    const tasks = visibleTasks(all, owners)
    const late = tasks.filter((task) => isLate(task, context.today))
    const checks = tasks === all ? checkLines(all) : []
    const changed = changedLines(tasks)
    return {
      headline: `Close of ${monthName(first.month)}: ${finishedCount(all)} of ${all.length} done${late.length > 0 ? `, ${late.length} late` : ''}`,
      progress: { label: 'tasks done', done: finishedCount(all), total: all.length },
      sections: [
        ...(changed.length > 0 ? [{ title: 'Changed since it was signed', lines: changed }] : []),
        ...(checks.length > 0 ? [{ title: 'What the checks say', lines: checks }] : []),
      ],
      ...(tasks.length > 0 ? { table: taskTable(tasks, context.today) } : {}),
      ...(tasks === all ? {} : { notes: ['Your own tasks of it'] }),
      data: {
        month: first.month,
        done: finishedCount(all),
        total: all.length,
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
