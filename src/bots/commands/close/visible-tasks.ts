import type { SqlScope } from '../../../db/sql-workspace.js'
import type { TaskRow } from '../../../domain/close/close-store.js'
import { isAmong, type Owners } from '../../../domain/people/owners.js'
import { listStaff } from '../../../domain/people/staff-store.js'
import { standsInFor } from '../../../domain/people/stand-in.js'

/** Who runs or does the close sees all of it; a department its own tasks: those it owns or reviews. */
export const visibleTasks = (tasks: readonly TaskRow[], owners: Owners): readonly TaskRow[] =>
  owners === 'all' ? tasks : tasks.filter((task) => isAmong(owners, task.ownerId) || isAmong(owners, task.reviewerId))

/** And those whom somebody stands in for while they are away: what a reminder asks of them they see, and do. */
export async function withStoodInFor(read: SqlScope, staffId: string, owners: Owners): Promise<Owners> {
  if (owners === 'all' || !owners.includes(staffId)) return owners
  return [...new Set([...owners, ...standsInFor(staffId, await listStaff(read), read.now)])]
}
