import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { type CloseTask, isFinished } from './close-task.js'

export type Close = { id: string; month: string; state: string; periodId: string; version: number }

/** A task with the names that people read, for cards and lists. */
export type TaskRow = CloseTask & {
  closeId: string
  month: string
  ownerName: string | null
  reviewerName: string | null
  note: string | null
  /** What the newest event says: why a check passed or a task was reopened. */
  lastNote: string | null
}

export const findClose = (tx: Tx, month: string): Promise<Close | null> =>
  tx.prisma.close.findFirst({
    where: { month },
    select: { id: true, month: true, state: true, periodId: true, version: true },
  })

/** Locks the close, so that two people's `done` come one after the other, and returns its tasks. */
export async function lockTasks(tx: Tx, closeId: string): Promise<CloseTask[]> {
  await tx.prisma.$executeRaw`
    select 1 from close where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${closeId}::uuid for update`
  const rows = await tx.prisma.closeTask.findMany({
    where: { closeId },
    orderBy: { position: 'asc' },
    include: { dependencies: { select: { dependsOnId: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    ref: row.ref,
    key: row.key,
    title: row.title,
    dueOn: fromDbDate(row.dueOn),
    state: row.state as CloseTask['state'],
    ownerId: row.ownerId,
    reviewerId: row.reviewerId,
    doneById: row.doneById,
    checkName: row.checkName,
    version: row.version,
    dependsOn: row.dependencies.map((each) => each.dependsOnId),
  }))
}

export async function getTaskClose(tx: Tx, taskId: string): Promise<string> {
  const task = await tx.prisma.closeTask.findFirst({ where: { id: taskId }, select: { closeId: true } })
  if (!task) throw notFound('There is no such close task.')
  return task.closeId
}

/** Saves a task's new state and says so in its history. */
export async function saveTaskState(
  tx: Tx,
  task: { id: string; state: CloseTask['state']; doneById?: string | null },
  event: { kind: string; note?: string; data?: object },
): Promise<void> {
  await tx.prisma.closeTask.updateMany({
    where: { id: task.id },
    data: {
      state: task.state,
      doneAt: isFinished(task.state) ? tx.now : null,
      ...(task.doneById === undefined ? {} : { doneById: task.doneById }),
    },
  })
  await tx.prisma.taskEvent.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id: tx.newId(),
      taskId: task.id,
      kind: event.kind,
      at: tx.now,
      byId: tx.scope.actorId,
      note: event.note ?? null,
      ...(event.data ? { data: event.data } : {}),
    },
  })
}

/** All tasks of one close, in the template's order: of a month, by id, or else of the newest that is not done. */
export const listTasks = (read: SqlScope, which: { month?: string; closeId?: string } = {}): Promise<TaskRow[]> => {
  const { sql, scope } = read
  if (which.closeId) return selectTasks(read, sql`c.id = ${which.closeId}`)
  const newest = sql`(select max(month) from close where workspace_id = ${scope.workspaceId} and state = 'open')`
  return selectTasks(read, sql`c.month = ${which.month ?? newest}`)
}

/** All tasks of every close that is not done. */
export const listTasksOfOpenCloses = (read: SqlScope): Promise<TaskRow[]> =>
  selectTasks(read, read.sql`c.state = 'open'`)

const selectTasks = ({ sql, scope }: SqlScope, which: ReturnType<SqlScope['sql']>): Promise<TaskRow[]> => sql<
  TaskRow[]
>`
  select t.id, t.ref, t.key, t.title, t.due_on as "dueOn", t.state, t.owner_id as "ownerId", t.reviewer_id as "reviewerId",
    t.done_by_id as "doneById", t.check_name as "checkName", t.version, t.note, t.close_id as "closeId", c.month,
    o.name as "ownerName", r.name as "reviewerName",
    (select e.note from task_event e where e.workspace_id = t.workspace_id and e.task_id = t.id
      order by e.at desc, e.id desc limit 1) as "lastNote",
    coalesce((select array_agg(d.depends_on_id) from close_task_dependency d
      where d.workspace_id = t.workspace_id and d.task_id = t.id), '{}') as "dependsOn"
  from close_task t
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  left join staff o on o.workspace_id = t.workspace_id and o.id = t.owner_id
  left join staff r on r.workspace_id = t.workspace_id and r.id = t.reviewer_id
  where t.workspace_id = ${scope.workspaceId} and ${which}
  order by c.month, t.position`

export type TaskFilter = { ids?: readonly string[]; ref?: string; name?: string; prefix?: string; limit?: number }

/** Tasks by id or reference; by name (as `nameKey` folds it) among those of open closes, a close having some ten. */
export async function findTasks(read: SqlScope, filter: TaskFilter): Promise<TaskRow[]> {
  if (filter.ids) return selectTasks(read, read.sql`t.id = any(${filter.ids as string[]}::uuid[])`)
  if (filter.ref) return selectTasks(read, read.sql`t.ref = ${filter.ref}`)
  const matches = (await listTasksOfOpenCloses(read)).filter((task) => {
    const title = nameKey(task.title)
    return filter.name ? title === filter.name || task.key === filter.name : title.startsWith(filter.prefix ?? '')
  })
  return matches.slice(0, filter.limit ?? matches.length)
}
