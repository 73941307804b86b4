import { reassignTask } from '../../../domain/close/reassign-task.js'
import { findStaffByIds } from '../../../domain/people/staff-store.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import type { Cell, Change } from '../reply.js'
import { undoOf } from '../restore.js'

export default defineCommand({
  name: 'close reassign',
  summary: 'Give a close task to somebody else to do, or to review',
  example: 'close reassign TASK-2610-1 to:ben@example.com',
  params: {
    task: target('close-task', 'Task'),
    to: optional('record', 'Owner', { record: 'staff' }),
    reviewer: optional('record', 'Reviewer', { record: 'staff' }),
  },
  needs: 'close.write',
  aliases: ['close assign'],
  risk: 'reversible',
  run: async (context, { task, to, reviewer }, tx) => {
    if (!to && !reviewer) throw invalid('Say to whom: to:ben@example.com, reviewer:carl@example.com, or both.')
    const before = await reassignTask(tx, task.id, context.asker.id, {
      ...(to ? { ownerId: to.id } : {}),
      ...(reviewer ? { reviewerId: reviewer.id } : {}),
    })
    const ids = [before.ownerId, before.reviewerId].filter((id) => id !== null)
    const names = new Map((await context.read((read) => findStaffByIds(read, ids))).map(({ id, name }) => [id, name]))
    const person = (id: string | null): Cell => (id ? { person: names.get(id) ?? 'somebody' } : null)
    const changes: Change[] = [
      ...(to ? [{ label: 'Owner', before: person(before.ownerId), after: { person: to.title } }] : []),
      ...(reviewer
        ? [{ label: 'Reviewer', before: person(before.reviewerId), after: { person: reviewer.title } }]
        : []),
    ]
    return {
      headline: `${task.ref} is with ${to?.title ?? reviewer?.title ?? ''}: ${task.title}`,
      changes,
      undo: undoOf(context, tx, 'close restore'),
      data: { ref: task.ref, owner: to?.ref ?? null, reviewer: reviewer?.ref ?? null },
    }
  },
})
