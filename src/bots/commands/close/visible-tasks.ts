import type { TaskRow } from '../../../domain/close/close-store.js'
import type { Asker } from '../define-command.js'

/** Who runs or does the close sees all of it; a department its own tasks: those it owns or reviews. */
export const visibleTasks = (tasks: readonly TaskRow[], asker: Asker): readonly TaskRow[] =>
  asker.reach('close.read') === 'all' ? tasks : tasks.filter((task) => isPartOf(task, asker))

const isPartOf = (task: TaskRow, { id }: Asker): boolean => task.ownerId === id || task.reviewerId === id
