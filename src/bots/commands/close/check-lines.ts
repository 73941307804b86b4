import type { TaskRow } from '../../../domain/close/close-store.js'

/** What each self-proving task's check said last. */
export const checkLines = (tasks: readonly TaskRow[]): string[] =>
  tasks.flatMap((task) =>
    task.checkName && task.lastNote ? [`${task.state === 'approved' ? '✓' : '✗'} ${task.lastNote}`] : [],
  )
