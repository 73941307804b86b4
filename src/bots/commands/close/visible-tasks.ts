import type { TaskRow } from '../../../domain/close/close-store.js'
import { isAmong, type Owners } from '../../../domain/people/owners.js'

/** Who runs or does the close sees all of it; a department its own tasks: those it owns or reviews. */
export const visibleTasks = (tasks: readonly TaskRow[], owners: Owners): readonly TaskRow[] =>
  owners === 'all' ? tasks : tasks.filter((task) => isAmong(owners, task.ownerId) || isAmong(owners, task.reviewerId))
