import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Excuse } from './judge-finding.js'

/** Excuses that hold, by the task whose check they are of. */
export async function listExcuses({ sql, scope }: SqlScope): Promise<ReadonlyMap<string, readonly Excuse[]>> {
  const rows = await sql<(Excuse & { taskId: string })[]>`
    select e.id::text as id, e.task_id::text as "taskId", e.row_key as "rowKey", e.stood_at as "stoodAt", e.reason, s.name as "byName"
    from check_excuse e join staff s on s.workspace_id = e.workspace_id and s.id = e.by_id
    where e.workspace_id = ${scope.workspaceId}::uuid and e.lapsed_at is null order by e.row_key`
  const excuses = new Map<string, Excuse[]>()
  for (const { taskId, ...excuse } of rows) excuses.set(taskId, [...(excuses.get(taskId) ?? []), excuse])
  return excuses
}

/** An excuse as it is kept for an auditor: those that lapsed as well. */
export type KeptExcuse = {
  taskId: string
  rowKey: string
  stoodAt: string
  reason: string
  byName: string
  selfExcused: boolean
  lapsedAt: Date | null
}

export const listKeptExcuses = ({ sql, scope }: SqlScope, taskIds: readonly string[]): Promise<KeptExcuse[]> => sql<
  KeptExcuse[]
>`
  select e.task_id::text as "taskId", e.row_key as "rowKey", e.stood_at as "stoodAt", e.reason, s.name as "byName",
    e.self_excused as "selfExcused", e.lapsed_at as "lapsedAt"
  from check_excuse e join staff s on s.workspace_id = e.workspace_id and s.id = e.by_id
  where e.workspace_id = ${scope.workspaceId}::uuid and e.task_id = any(${[...taskIds]}::uuid[]) order by e.id`

export type NewExcuse = {
  taskId: string
  rowKey: string
  stoodAt: string
  reason: string
  byId: string
  selfExcused: boolean
}

/** Takes the place of one that held for another amount. */
export async function putExcuse(tx: Tx, excuse: NewExcuse): Promise<void> {
  const { taskId, rowKey } = excuse
  await tx.prisma.checkExcuse.updateMany({ where: { taskId, rowKey, lapsedAt: null }, data: { lapsedAt: tx.now } })
  await tx.prisma.checkExcuse.create({ data: { ...excuse, workspaceId: tx.scope.workspaceId, id: tx.newId() } })
}

/** Ends what excuses hold; how many did. */
export async function lapseExcuses(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const { count } = await tx.prisma.checkExcuse.updateMany({
    where: { id: { in: [...ids] }, lapsedAt: null },
    data: { lapsedAt: tx.now },
  })
  return count
}
