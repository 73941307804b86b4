import { booksWords, closeBooks } from '../../../domain/close/close-books.js'
import { listTasks } from '../../../domain/close/close-store.js'
import { closeHeadline, finishedCount, taskTable } from '../../../domain/close/close-view.js'
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
    const { all, owners, books } = await context.read(async (read) => {
      const found = await listTasks(read, month ? { month } : {})
      return {
        all: found,
        owners: await withStoodInFor(read, asker.id, asker.owners('close.read')),
        books: found[0] ? await closeBooks(read, found[0].month) : null,
      }
    })
    const first = all[0]
    if (!first || !books) return noClose(month)
    // How far it is everybody may know; what the checks say is about the books.
    const tasks = visibleTasks(all, owners)
    const checks = tasks === all ? checkLines(all) : []
    const changed = changedLines(tasks)
    return {
      headline: closeHeadline(first.month, all, {
        shown: tasks,
        today: context.today,
        books: booksWords(books, context.asker.timeZone),
      }),
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
        books: books.closed ? 'closed' : 'open',
        openUntil: books.openUntil?.toISOString() ?? null,
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
