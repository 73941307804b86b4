import type { Tx } from '../../db/in-workspace.js'
import type { RestoredRow } from '../people/take-back.js'
import { noteEvent } from './close-store.js'
import { settleClose } from './settle-close.js'

/** What must follow where rows of tasks were put back: their histories say so, and what depends on them moves. Their references. */
export async function settleRestored(tx: Tx, rows: readonly RestoredRow[]): Promise<string[]> {
  const ids = rows.filter(({ table }) => table === 'close_task').map(({ id }) => id)
  const pieces = rows.filter(({ table }) => table === 'evidence').map(({ id }) => id)
  const proved = await tx.prisma.evidence.findMany({ where: { id: { in: pieces } }, select: { taskId: true } })
  const where = { id: { in: [...ids, ...proved.map(({ taskId }) => taskId)] } }
  const tasks = await tx.prisma.closeTask.findMany({ where, select: { id: true, ref: true, closeId: true } })
  for (const { id } of tasks) await noteEvent(tx, id, { kind: 'undone' })
  for (const closeId of new Set(tasks.map((task) => task.closeId))) await settleClose(tx, closeId)
  return tasks.map(({ ref }) => ref)
}
