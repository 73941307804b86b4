import { editTask } from '../../../domain/crm/change-task.js'
import type { Task } from '../../../domain/crm/task.js'
import { getTaskRow } from '../../../domain/crm/task-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { clearable, NONE, optional, target } from '../params.js'
import { changedTask } from './changed-reply.js'

export default defineCommand({
  name: 'task set',
  summary: 'Change a task’s text, its day (`due:none`: without), or who is to do it, who is told',
  example: 'task set TODO-3 due:+2w for:dana@example.com',
  params: {
    task: target('task', 'Task'),
    what: optional('text', 'What'),
    due: clearable('date', 'Due'),
    for: optional('record', 'For', { record: 'staff' }),
  },
  needs: 'task.write',
  aliases: ['task assign', 'task due'],
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const { text, dueOn, ownerId, owner } = await getTaskRow(read, id)
    return defined({ what: text, due: dueOn ?? undefined, for: { kind: 'staff', id: ownerId, ref: '', title: owner } })
  },
  run: async ({ asker }, { task, what, due, for: owner }, tx) => {
    const change = {
      ...(what ? { text: what } : {}),
      ...(due === undefined ? {} : { dueOn: due }),
      ...(owner ? { ownerId: owner.id } : {}),
    }
    if (Object.keys(change).length === 0)
      throw invalid(`What is to change? task set ${task.ref} due:friday, what:"…" or for:name@example.com`)
    const changed = await editTask(tx, task.id, change)
    const { before, after } = changed
    const whose =
      owner && before.ownerId !== after.ownerId ? ` is ${owner.id === asker.id ? 'yours' : `${owner.title}’s`} now` : ''
    return changedTask(asker, `${after.ref} ${after.text}${whose}`, changed, {
      command: 'task set',
      args: {
        ...(what ? { what: before.text } : {}),
        ...('dueOn' in change ? dueAgain(before) : {}),
        ...(owner ? { for: before.ownerId } : {}),
      },
    })
  },
})

/** The day as it was, for an Undo. */
export const dueAgain = ({ dueOn }: Task) => ({ due: dueOn ?? NONE })
