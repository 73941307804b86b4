import type { Subject } from '../../../domain/crm/activity.js'
import { createTask } from '../../../domain/crm/create-task.js'
import { dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { taskActions } from './task-actions.js'

export default defineCommand({
  name: 'task new',
  summary: 'Note something to do, about a record if you like; you are reminded in the morning of its day',
  example: 'task new "Send the contract" about:DEAL-12 due:friday',
  params: {
    what: required('text', 'What', { target: true }),
    about: optional('record', 'About', { record: 'subject', hint: 'A deal, contact, company or invoice' }),
    due: optional('date', 'Due'),
    for: optional('record', 'For', { record: 'staff', hint: 'You, unless you name somebody' }),
  },
  needs: 'task.write',
  risk: 'reversible',
  run: async ({ asker }, { what, about, due, for: owner }, tx) => {
    const task = await createTask(tx, {
      text: what,
      ownerId: owner?.id ?? asker.id,
      dueOn: due ?? null,
      ...(about && { subject: { kind: about.kind as Subject['kind'], id: about.id } }),
    })
    return {
      headline: `${task.ref} ${task.text}`,
      fields: fieldsWith([
        ['About', about ? { ref: about.ref, title: about.title } : null],
        ['Due', dateCell(task.dueOn)],
        ['For', owner && owner.id !== asker.id ? { person: owner.title } : null],
      ]),
      actions: taskActions(asker, task),
      undo: { command: 'activity remove', args: { activity: task.id }, versions: { [`activity:${task.id}`]: 1 } },
      data: { ref: task.ref, text: task.text, due: task.dueOn, about: about?.ref ?? null },
    }
  },
})
