import { isDeepStrictEqual } from 'node:util'
import type { WrittenTask } from './template-file.js'

/** A template as a company has it, as it was shipped when the company took it, and as it is shipped now. */
export type Versions = Record<'own' | 'from' | 'to', readonly WrittenTask[]>

const FIELDS = ['title', 'due', 'owner', 'reviewer', 'check', 'evidence', 'accounts', 'tolerance', 'quiet'] as const

/**
 * A company's own tasks with what is new in those that are shipped: tasks that there were none of, and what has changed of others and
 * they had left as it was. What they changed, added or left out stays so. Pure.
 */
export function updateTasks({ own, from, to }: Versions): WrittenTask[] {
  const added = to.filter(({ key }) => !of(from, key) && !of(own, key))
  const keys = new Set([...own, ...added].map(({ key }) => key))
  const tasks = own.map((task) => updated(task, of(from, task.key), of(to, task.key), keys))
  for (const task of added) tasks.splice(placeOf(task, to, tasks), 0, withAfter(task, afterOf(task), keys))
  return tasks
}

const of = (tasks: readonly WrittenTask[], key: string): WrittenTask | undefined =>
  tasks.find((task) => task.key === key)

function updated(
  task: WrittenTask,
  was: WrittenTask | undefined,
  is: WrittenTask | undefined,
  keys: ReadonlySet<string>,
): WrittenTask {
  if (!was || !is) return task
  const changed = { ...task }
  for (const field of FIELDS) {
    if (!isDeepStrictEqual(task[field], was[field]) || isDeepStrictEqual(was[field], is[field])) continue
    if (is[field] === undefined) delete changed[field]
    else Object.assign(changed, { [field]: is[field] })
  }
  // Their own check proves it: people sign nothing there.
  if (changed.check) for (const field of ['accounts', 'tolerance', 'quiet'] as const) delete changed[field]
  const [then, now] = [afterOf(was), afterOf(is)]
  const after = [
    ...afterOf(task).filter((key) => now.includes(key) || !then.includes(key)),
    ...now.filter((key) => !then.includes(key)),
  ]
  return withAfter(changed, after, keys)
}

const afterOf = ({ after = [] }: WrittenTask): readonly string[] => after

function withAfter(task: WrittenTask, after: readonly string[], keys: ReadonlySet<string>): WrittenTask {
  const kept = [...new Set(after)].filter((key) => keys.has(key) && key !== task.key)
  const changed = { ...task, after: kept }
  if (kept.length === 0) delete (changed as Partial<typeof changed>).after
  return changed
}

/** Behind the nearest task that is shipped before it and that they have. */
function placeOf(task: WrittenTask, to: readonly WrittenTask[], tasks: readonly WrittenTask[]): number {
  const before = to
    .slice(
      0,
      to.findIndex(({ key }) => key === task.key),
    )
    .toReversed()
  for (const { key } of before) {
    const at = tasks.findIndex((each) => each.key === key)
    if (at >= 0) return at + 1
  }
  return 0
}
