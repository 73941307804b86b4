import type { SqlScope } from '../../../db/sql-workspace.js'
import { listTasksOfOpenCloses, type TaskRow } from '../../../domain/close/close-store.js'
import { isAmong, type Owners } from '../../../domain/people/owners.js'
import type { Member } from '../../../domain/people/staff.js'
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

/** What a calendar shows: all that somebody sees of the open closes, and what is theirs to do or to review, also for who is away. */
export async function calendarTasks(
  read: SqlScope,
  member: Pick<Member, 'id' | 'owners'>,
): Promise<{ all: readonly TaskRow[]; mine: readonly TaskRow[] }> {
  const acts = standsInFor(member.id, await listStaff(read), read.now)
  const owners = await withStoodInFor(read, member.id, member.owners('close.read'))
  const all = visibleTasks(await listTasksOfOpenCloses(read), owners)
  const isTheirs = (id: string | null) => id !== null && acts.has(id)
  return { all, mine: all.filter(({ ownerId, reviewerId }) => isTheirs(ownerId) || isTheirs(reviewerId)) }
}
