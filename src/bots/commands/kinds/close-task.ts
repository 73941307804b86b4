import { findTasks } from '../../../domain/close/close-store.js'
import { visibleTasks, withStoodInFor } from '../close/visible-tasks.js'
import { defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidates = async ({ read, asker, owners }: Lookup, filter: Parameters<typeof findTasks>[1]) =>
  visibleTasks(await findTasks(read, filter), await withStoodInFor(read, asker.id, owners)).map((task) => ({
    kind: 'close-task' as const,
    id: task.id,
    ref: task.ref,
    title: task.title,
    version: task.version,
    details: [task.month, task.ownerName ?? 'nobody', task.state, { date: task.dueOn }],
  }))

/** Whose a task is: who owns it, who reviews it, and who stands in for either. */
export default defineRecordKind({
  kind: 'close-task',
  one: 'close task',
  many: 'close tasks',
  refPrefixes: ['TASK'],
  needs: 'close.read',
  owned: true,
  table: 'close_task',
  detailLabels: ['Month', 'Owner', 'State', 'Due'],
  findByIds: (lookup, ids) => candidates(lookup, { ids }),
  findByRef: (lookup, ref) => candidates(lookup, { ref }),
  findByName: (lookup, key, limit) => candidates(lookup, { name: key, limit }),
  findByPrefix: (lookup, key, limit) => candidates(lookup, { prefix: key, limit }),
  searchable: false,
})
