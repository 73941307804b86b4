import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import type { Snooze } from './snooze.js'

/** All of open closes. */
export const listSnoozes = ({ sql, scope }: SqlScope): Promise<Snooze[]> => sql<Snooze[]>`
  select s.kind, s.staff_id as "staffId", s.task_id as "taskId", s.until::text
    from close_snooze s
    join close_task t on t.workspace_id = s.workspace_id and t.id = s.task_id
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id and c.state = 'open'
   where s.workspace_id = ${scope.workspaceId} order by s.id`

export type StoredSnooze = Snooze & { id: string; note: string | null; version: number }

export async function findSnooze(tx: Tx, staffId: string, taskId: string): Promise<StoredSnooze | null> {
  const row = await tx.prisma.closeSnooze.findFirst({ where: { staffId, taskId } })
  return row && { ...row, kind: row.kind as Snooze['kind'], until: row.until && fromDbDate(row.until) }
}

/** One a person and task: the newest word counts. */
export async function saveSnooze(
  tx: Tx,
  { staffId, taskId, kind, until, note = null }: Snooze & { note?: string | null },
): Promise<void> {
  const { workspaceId } = tx.scope
  const said = { kind, until: dbDate(until), note }
  await tx.prisma.closeSnooze.upsert({
    where: { workspaceId_staffId_taskId: { workspaceId, staffId, taskId } },
    create: { ...said, workspaceId, id: tx.newId(), staffId, taskId },
    update: said,
  })
}

export const dropSnoozes = async (tx: Tx, where: { taskId: string; staffId?: string }): Promise<number> =>
  (await tx.prisma.closeSnooze.deleteMany({ where })).count

const dbDate = (date: IsoDate | null) => (date === null ? null : toDbDate(date))
