import { getTaskRow } from '../../../domain/crm/task-list-store.js'
import { atCell, dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Action } from '../reply.js'
import { taskActions } from './task-actions.js'
import { taskData, urgencyText } from './task-table.js'

export default defineCommand({
  name: 'task show',
  summary: 'One task: what it is about, when it is due, whose it is',
  example: 'task show TODO-3',
  params: { task: target('task', 'Task') },
  needs: 'task.read',
  risk: 'read',
  run: async (context, { task: { id } }) => {
    const task = await context.read((read) => getTaskRow(read, id))
    const { subject } = task
    const urgency = urgencyText(task, context.today)
    const show: Action[] = subject
      ? [
          {
            label: `Show ${subject.ref}`,
            do: { command: `${subject.kind} show`, args: { [subject.kind]: subject.ref } },
            typed: `${subject.kind} show ${subject.ref}`,
          },
        ]
      : []
    return {
      headline: `${task.ref} ${task.text}${urgency ? `: ${urgency}` : ''}`,
      fields: fieldsWith([
        ['About', subject && { ref: subject.ref, title: subject.title }],
        ['Due', dateCell(task.dueOn)],
        ['Whose', { person: task.owner }],
        ['Given by', task.byId !== task.ownerId && task.by ? { person: task.by } : null],
        ['Done', atCell(task.doneAt)],
      ]),
      actions: [...taskActions(context.asker, task), ...show],
      data: taskData(task),
    }
  },
})
