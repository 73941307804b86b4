import type { ChangedTask } from '../../../domain/crm/change-task.js'
import { dateCell } from '../cells.js'
import type { Asker, Done } from '../define-command.js'
import type { Change } from '../reply.js'
import { taskActions } from './task-actions.js'

type Undo = { command: string; args?: Readonly<Record<string, unknown>> }

/** What is answered when a task has changed: before → after, and the Undo. Whose task it is was seen to when it was looked up. */
export function changedTask(asker: Asker, headline: string, changed: ChangedTask, undo: Undo): Done {
  const { after } = changed
  return {
    headline,
    changes: taskChanges(changed),
    actions: taskActions(asker, after),
    undo: {
      command: undo.command,
      args: { task: after.ref, ...undo.args },
      versions: { [`activity:${after.id}`]: after.version },
    },
    data: { ref: after.ref, text: after.text, due: after.dueOn, done: after.doneAt?.toISOString() ?? null },
  }
}

function taskChanges({ before, after }: ChangedTask): Change[] {
  const changes: Change[] = []
  if (before.text !== after.text) changes.push({ label: 'What', before: before.text, after: after.text })
  if (before.dueOn !== after.dueOn)
    changes.push({ label: 'Due', before: dateCell(before.dueOn), after: dateCell(after.dueOn) })
  return changes
}
