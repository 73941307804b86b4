import type { IsoDate } from '../../lib/dates.js'
import type { Table } from '../../lib/table.js'
import { closeSpan } from './close-span.js'
import type { TaskRow } from './close-store.js'
import { isFinished, type TaskState } from './close-task.js'

export const STATES: Record<TaskState, string> = {
  waiting: '◌ waiting',
  ready: '○ ready',
  in_progress: '◔ in progress',
  submitted: '◑ in review',
  approved: '● done',
  blocked: '✕ blocked',
  not_applicable: '– not needed',
}

/** `October 2026` for `2026-10`, `Q4 2026` for `2026-Q4`, `2026` for the year. */
export function monthName(name: string): string {
  const span = closeSpan(name)
  if (span?.kind === 'year') return name
  if (span?.kind === 'quarter') return `${name.slice(5)} ${name.slice(0, 4)}`
  return new Date(`${name}-01T00:00:00Z`).toLocaleDateString('en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

export const finishedCount = (tasks: readonly TaskRow[]): number =>
  tasks.filter((task) => isFinished(task.state)).length

/** How far a close is, in a line; `books` says whether anybody can still post. */
export function closeHeadline(
  month: string,
  tasks: readonly TaskRow[],
  { shown = tasks, today, books }: { shown?: readonly TaskRow[]; today: IsoDate; books: string | null },
): string {
  const late = shown.filter((task) => isLate(task, today)).length
  const done = `${finishedCount(tasks)} of ${tasks.length} done`
  return `Close of ${monthName(month)}: ${[done, late > 0 ? `${late} late` : null, books].filter(Boolean).join(', ')}`
}

/** The checklist as people read it. */
export function taskTable(tasks: readonly TaskRow[], today: IsoDate): Table {
  return {
    columns: [
      { key: 'state', label: 'State', type: 'text' },
      { key: 'ref', label: 'Task', type: 'text' },
      { key: 'title', label: 'What', type: 'text' },
      { key: 'owner', label: 'Owner', type: 'person' },
      { key: 'reviewer', label: 'Reviewer', type: 'person' },
      { key: 'due', label: 'Due', type: 'date' },
    ],
    rows: tasks.map((task) => ({
      state: STATES[task.state] + (isLate(task, today) ? ' (late)' : ''),
      ref: task.ref,
      title: task.title + (task.checkName ? ' ✓\u00a0proves\u00a0itself' : ''),
      owner: task.ownerName ? { person: task.ownerName } : null,
      reviewer: task.reviewerName ? { person: task.reviewerName } : null,
      due: { date: task.dueOn },
    })),
  }
}

export const isLate = (task: TaskRow, today: IsoDate): boolean => !isFinished(task.state) && task.dueOn < today
