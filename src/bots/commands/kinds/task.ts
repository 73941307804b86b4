import { listTasks, type TaskFilter, type TaskRow } from '../../../domain/crm/task-list-store.js'
import { nameKey } from '../../../lib/name-key.js'
import { dateCell } from '../cells.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (task: TaskRow): Candidate => ({
  kind: 'task',
  id: task.id,
  ref: task.ref,
  title: task.text,
  version: task.version,
  details: [task.subject && `${task.subject.ref} ${task.subject.title}`, dateCell(task.dueOn), { person: task.owner }],
})

/** As many as one person has open at most; beyond that words find nothing, and the reference does. */
const LOOKED_THROUGH = 500

const find = async ({ read, owners }: Lookup, filter: TaskFilter, limit: number) =>
  (await listTasks(read, { ...filter, owners }, { limit })).map(candidate)

/** By words a task is looked for among one's own open ones alone: others' have the same names. */
async function named(lookup: Lookup, fits: (key: string) => boolean, limit: number): Promise<Candidate[]> {
  const mine = await find(lookup, { ownerId: lookup.asker.id, done: false }, LOOKED_THROUGH)
  return mine.filter(({ title }) => fits(nameKey(title))).slice(0, limit)
}

export default defineRecordKind({
  kind: 'task',
  one: 'task',
  many: 'tasks',
  refPrefixes: ['TODO'],
  needs: 'task.read',
  owned: true,
  table: 'activity',
  detailLabels: ['About', 'Due', 'Whose'],
  show: 'task show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: (lookup, key, limit) => named(lookup, (each) => each === key, limit),
  findByPrefix: (lookup, key, limit) => named(lookup, (each) => each.startsWith(key), limit),
  searchable: false,
})
