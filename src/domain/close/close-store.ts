import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDbDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { type CloseTask, isFinished } from './close-task.js'
import { newestSeal } from './signed-store.js'
import { BARE_BLOCK, type BlockedBy, type TaskBlock } from './task-block.js'

export type Close = { id: string; month: string; state: string; periodId: string; version: number }

/** A task with the names that people read, for cards and lists. */
export type TaskRow = CloseTask & {
  closeId: string
  month: string
  ownerName: string | null
  reviewerName: string | null
  doneByName: string | null
  approvedByName: string | null
  note: string | null
  /** Why it is blocked, not needed or was sent back. */
  reason: string | null
  blockedType: BlockedBy | null
  /** Who must act: a colleague or somebody else. */
  blockedOn: string | null
  blockedOnId: string | null
  blockedUntil: string | null
  blockedMinor: bigint | null
  blockedCurrency: string | null
  /** What the newest event says: why a check passed or a task was reopened. */
  lastNote: string | null
  /** The accounts that its sign-off covers, as the template has them. */
  accounts: readonly string[]
  /** When its preparer signed. */
  signedAt: Date | null
  /** When it was finished: approved, proved, or said not to be needed. */
  doneAt: Date | null
  /** Which entries opened it again after it was signed, until somebody has gone on with it. */
  changedNote: string | null
}

export const findClose = (tx: Tx, month: string): Promise<Close | null> =>
  tx.prisma.close.findFirst({
    where: { month },
    select: { id: true, month: true, state: true, periodId: true, version: true },
  })

/** A close that somebody opened, by what it is of. */
export type OpenedClose = { id: string; month: string }

/** Those whose periods are all among these, oldest first: of a year also its quarters' and its months'. */
export const listClosesWithin = (
  { sql, scope }: SqlScope,
  periods: readonly { id: string }[],
): Promise<OpenedClose[]> => sql<OpenedClose[]>`
  select id::text as id, month from close
  where workspace_id = ${scope.workspaceId}::uuid and period_id = any(${periods.map(({ id }) => id)}::uuid[])
    and case kind when 'year' then 12 when 'quarter' then 3 else 1 end <= ${periods.length}::int
  order by month`

/** Locks the close, so that two people's `done` come one after the other, and returns its tasks. */
export async function lockTasks(tx: Tx, closeId: string): Promise<CloseTask[]> {
  await tx.prisma.$executeRaw`
    select 1 from close where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${closeId}::uuid for update`
  const rows = await tx.prisma.closeTask.findMany({
    where: { closeId },
    orderBy: { position: 'asc' },
    include: {
      dependencies: { select: { dependsOnId: true } },
      _count: { select: { evidence: { where: { removedAt: null } } } },
    },
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
    reviewRequired: row.reviewRequired,
    doneById: row.doneById,
    approvedById: row.approvedById,
    selfApproved: row.selfApproved,
    checkName: row.checkName,
    evidenceRequired: row.evidenceRequired,
    evidence: row._count.evidence,
    version: row.version,
    dependsOn: row.dependencies.map((each) => each.dependsOnId),
  }))
}

export async function getTaskClose(tx: Tx, taskId: string): Promise<string> {
  const task = await tx.prisma.closeTask.findFirst({ where: { id: taskId }, select: { closeId: true } })
  if (!task) throw notFound('There is no such close task.')
  return task.closeId
}

/** For an Undo that holds while nobody moved it since. */
export async function getTaskVersion(tx: Tx, taskId: string): Promise<number> {
  const task = await tx.prisma.closeTask.findFirst({ where: { id: taskId }, select: { version: true } })
  if (!task) throw notFound('There is no such close task.')
  return task.version
}

/** Who did a task and who approved it. */
export type Signatures = { doneById?: string | null; approvedById?: string; selfApproved?: boolean }

export type NewState = Signatures & { id: string; state: CloseTask['state'] } & {
  /** Why it is not needed, or was sent back. */
  reason?: string
  block?: TaskBlock
}

/** Saves a task's new state and says so in its history. What was said of the state before goes with it. */
export async function saveTaskState(
  tx: Tx,
  task: NewState,
  event: { kind: string; note?: string; data?: object },
): Promise<void> {
  await tx.prisma.closeTask.updateMany({
    where: { id: task.id },
    data: {
      state: task.state,
      doneAt: isFinished(task.state) ? tx.now : null,
      approvedById: task.approvedById ?? null,
      selfApproved: task.selfApproved ?? false,
      reason: task.block?.why ?? task.reason ?? null,
      ...blockColumns(task),
      ...(task.doneById === undefined ? {} : await signature(tx, task.doneById)),
    },
  })
  await noteEvent(tx, task.id, event)
}

/** Whoever did it signed what the books were then. */
async function signature(tx: Tx, doneById: string | null) {
  if (doneById === null) return { doneById, signedAt: null, signedSeal: null }
  return { doneById, signedAt: tx.now, signedSeal: await newestSeal(tx) }
}

/** What happened to a task, for good. */
export async function noteEvent(
  tx: Tx,
  taskId: string,
  event: { kind: string; note?: string; data?: object },
): Promise<void> {
  const { workspaceId, actorId } = tx.scope
  await tx.prisma.taskEvent.create({
    data: { workspaceId, id: tx.newId(), taskId, at: tx.now, byId: actorId, ...event },
  })
}

function blockColumns({ state, block }: NewState) {
  const { type, on, until, atRisk } = state === 'blocked' ? (block ?? BARE_BLOCK) : NO_BLOCK
  return {
    blockedType: type,
    blockedOn: on && 'name' in on ? on.name : null,
    blockedOnId: on && 'staffId' in on ? on.staffId : null,
    blockedUntil: until ? toDbDate(until) : null,
    blockedMinor: atRisk?.minor ?? null,
    blockedCurrency: atRisk?.currency ?? null,
  }
}

const NO_BLOCK = { type: null, on: null, until: null, atRisk: null }

/** How much hangs on a blocked task, where somebody said so. */
export const atRisk = ({ blockedMinor, blockedCurrency }: TaskRow): Money | null =>
  blockedMinor !== null && blockedCurrency ? money(blockedMinor, blockedCurrency) : null

/** All tasks of closes, in the template's order: of a month, by id, or else of the newest, those that are not done before those that are. */
export const listTasks = (
  read: SqlScope,
  which: { month?: string; closeIds?: readonly string[] } = {},
): Promise<TaskRow[]> => {
  const { sql, scope } = read
  if (which.closeIds) return selectTasks(read, sql`c.id = any(${[...which.closeIds]}::uuid[])`)
  const newest = sql`(select month from close where workspace_id = ${scope.workspaceId}
    order by state = 'open' desc, kind = 'month' desc, month desc limit 1)`
  return selectTasks(read, sql`c.month = ${which.month ?? newest}`)
}

/** All tasks of every close that is not done. */
export const listTasksOfOpenCloses = (read: SqlScope): Promise<TaskRow[]> =>
  selectTasks(read, read.sql`c.state = 'open'`)

const selectTasks = ({ sql, scope }: SqlScope, which: ReturnType<SqlScope['sql']>): Promise<TaskRow[]> => sql<
  TaskRow[]
>`
  select t.id, t.ref, t.key, t.title, t.due_on as "dueOn", t.state, t.owner_id as "ownerId", t.reviewer_id as "reviewerId",
    t.review_required as "reviewRequired", t.done_by_id as "doneById", t.approved_by_id as "approvedById",
    t.self_approved as "selfApproved", t.evidence_required as "evidenceRequired", t.check_name as "checkName", t.version, t.note, t.close_id as "closeId", c.month,
    o.name as "ownerName", r.name as "reviewerName", d.name as "doneByName", a.name as "approvedByName", t.reason,
    t.blocked_type as "blockedType", coalesce(b.name, t.blocked_on) as "blockedOn", t.blocked_on_id as "blockedOnId",
    t.blocked_until::text as "blockedUntil", t.blocked_minor as "blockedMinor", t.blocked_currency as "blockedCurrency",
    (select count(*)::int from evidence e
      where e.workspace_id = t.workspace_id and e.task_id = t.id and e.removed_at is null) as evidence,
    (select e.note from task_event e where e.workspace_id = t.workspace_id and e.task_id = t.id
      order by e.at desc, e.id desc limit 1) as "lastNote", t.accounts, t.signed_at as "signedAt", t.done_at as "doneAt",
    case when t.state in ('waiting', 'ready', 'in_progress') then (
      select case when e.kind = 'changed' then e.note end from task_event e where e.workspace_id = t.workspace_id and e.task_id = t.id
        and e.kind in ('changed', 'submitted', 'approved', 'undone', 'sent_back') order by e.at desc, e.id desc limit 1) end as "changedNote",
    t.state = 'blocked' and t.check_name is not null and coalesce((select r.passed from check_result r
      where r.workspace_id = t.workspace_id and r.task_id = t.id order by r.at desc, r.id desc limit 1), false) as "checkHolds",
    coalesce((select array_agg(d.depends_on_id) from close_task_dependency d
      where d.workspace_id = t.workspace_id and d.task_id = t.id), '{}') as "dependsOn"
  from close_task t
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  left join staff o on o.workspace_id = t.workspace_id and o.id = t.owner_id
  left join staff r on r.workspace_id = t.workspace_id and r.id = t.reviewer_id
  left join staff d on d.workspace_id = t.workspace_id and d.id = t.done_by_id
  left join staff a on a.workspace_id = t.workspace_id and a.id = t.approved_by_id
  left join staff b on b.workspace_id = t.workspace_id and b.id = t.blocked_on_id
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
