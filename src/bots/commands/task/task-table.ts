import { urgencyOf } from '../../../domain/crm/task.js'
import type { TaskRow } from '../../../domain/crm/task-list-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { dateCell } from '../cells.js'
import type { Column, Table } from '../reply.js'

const ownerColumn: Column = { key: 'owner', label: 'Whose', type: 'person' }

/** Tasks as people scan them; whose they are stands there when they are not all the asker's. `total` are all there are. */
export function taskTable(tasks: readonly TaskRow[], today: IsoDate, askerId: string, total: number): Table {
  const others = tasks.some(({ ownerId }) => ownerId !== askerId)
  return {
    columns: [
      { key: 'task', label: 'Task', type: 'record' },
      { key: 'about', label: 'About', type: 'record' },
      { key: 'due', label: 'Due', type: 'date' },
      { key: 'urgency', label: '', type: 'text' },
      ...(others ? [ownerColumn] : []),
    ],
    rows: tasks.map((task) => ({
      task: { ref: task.ref, title: task.text },
      about: task.subject && { ref: task.subject.ref, title: task.subject.title },
      due: dateCell(task.dueOn),
      urgency: urgencyText(task, today),
      owner: { person: task.owner },
    })),
    ...(total > tasks.length ? { more: total - tasks.length } : {}),
  }
}

/** "overdue", "today", "done"; nothing for what can wait. */
export function urgencyText({ doneAt, dueOn }: Pick<TaskRow, 'doneAt' | 'dueOn'>, today: IsoDate): string | null {
  if (doneAt) return 'done'
  const urgency = urgencyOf(dueOn, today)
  return urgency === 'overdue' || urgency === 'today' ? urgency : null
}

/** A task for `--json`. */
export const taskData = (task: TaskRow) => ({
  ref: task.ref,
  text: task.text,
  due: task.dueOn,
  done: task.doneAt?.toISOString() ?? null,
  owner: task.owner,
  about: task.subject?.ref ?? null,
})
