import type { Tx } from '../../db/in-workspace.js'
import type { Activity as Row } from '../../generated/prisma/client.js'
import { fromDbDate, toDbDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { SUBJECT_COLUMN } from './activity-store.js'
import type { NewTask, Task, TaskChange } from './task.js'

/** Throws `not_found`, for what is no task as well. */
export async function getTask(tx: Tx, id: string): Promise<Task> {
  const row = await tx.prisma.activity.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (row?.kind !== 'task') throw notFound('There is no such task.', { taskId: id })
  return toTask(row)
}

export async function insertTask(tx: Tx, ref: string, task: NewTask): Promise<Task> {
  const { subject } = task
  const row = await tx.prisma.activity.create({
    data: {
      ...key(tx, tx.newId()),
      kind: 'task',
      ref,
      body: task.text,
      at: tx.now,
      dueOn: task.dueOn ? toDbDate(task.dueOn) : null,
      byId: tx.scope.actorId,
      ownerId: task.ownerId,
      ...(subject && { [SUBJECT_COLUMN[subject.kind]]: subject.id }),
    },
  })
  return toTask(row)
}

/** On the very version that was decided on. `at` becomes when it was done: there it stands among what happened. */
export async function saveTask(tx: Tx, task: Task, change: TaskChange): Promise<Task> {
  const { text, dueOn, ...plain } = change
  const [row] = await tx.prisma.activity.updateManyAndReturn({
    where: { ...key(tx, task.id), version: task.version },
    data: {
      ...plain,
      ...(text === undefined ? {} : { body: text }),
      ...(dueOn === undefined ? {} : { dueOn: dueOn && toDbDate(dueOn) }),
      ...(plain.doneAt ? { at: plain.doneAt } : {}),
    },
  })
  if (!row) throw changedMeanwhile(task.ref)
  return toTask(row)
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

/** Reference and owner are never null in a task: a constraint says so. */
const toTask = (row: Row): Task => ({
  id: row.id,
  ref: row.ref ?? '',
  text: row.body,
  dueOn: row.dueOn && fromDbDate(row.dueOn),
  doneAt: row.doneAt,
  ownerId: row.ownerId ?? '',
  byId: row.byId,
  version: row.version,
})
