import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { touchesRestricted } from '../ledger/journal-list-store.js'
import type { CloseKind } from './close-span.js'

/** What came of one close after its lock and no other has taken up: with whom it was signed by first. */
export type UnplacedItems = {
  month: string
  ids: string[]
  ownerId: string | null
  reviewerId: string | null
  reviewRequired: boolean
}

export type NextClose = { id: string; month: string }

export const listUnplaced = (tx: Tx, kind: CloseKind): Promise<UnplacedItems[]> => tx.prisma.$queryRaw<UnplacedItems[]>`
  select c.month, array_agg(i.id::text order by i.id) as ids, (array_agg(t.owner_id::text order by t.position desc))[1] as "ownerId",
    (array_agg(t.reviewer_id::text order by t.position desc))[1] as "reviewerId",
    (array_agg(t.review_required order by t.position desc))[1] as "reviewRequired"
  from prior_item i
  join close_task t on t.workspace_id = i.workspace_id and t.id = i.signed_task_id
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  where i.workspace_id = ${tx.scope.workspaceId}::uuid and i.task_id is null and c.kind = ${kind}
  group by c.month order by c.month`

/** The first close of the kind after it whose books are open. */
export async function findNextClose(tx: Tx, kind: CloseKind, after: string): Promise<NextClose | null> {
  return tx.prisma.close.findFirst({
    where: { kind, month: { gt: after }, period: { state: 'open' } },
    orderBy: { month: 'asc' },
    select: { id: true, month: true },
  })
}

/** An entry that a task of a later close looks at. */
export type PriorItem = {
  /** The task that takes it up; null while no close has. */
  taskId: string | null
  signedTaskId: string
  signedRef: string
  /** JE-14. */
  entry: string
  date: IsoDate
  memo: string
  movedMinor: bigint
  restricted: boolean
}

/** By the tasks that were signed before it, or by those that take it up. */
export const listPriorItems = (
  { sql, scope }: SqlScope,
  taskIds: readonly string[],
  by: 'signed' | 'taken',
): Promise<PriorItem[]> => sql<PriorItem[]>`
  select i.task_id::text as "taskId", i.signed_task_id::text as "signedTaskId", t.ref as "signedRef",
    coalesce('JE-' || s.number, left(e.id::text, 8)) as entry, e.date::text as date, e.memo, i.moved_minor as "movedMinor",
    ${touchesRestricted({ sql })} as restricted
  from prior_item i
  join close_task t on t.workspace_id = i.workspace_id and t.id = i.signed_task_id
  join journal_entry e on e.workspace_id = i.workspace_id and e.id = i.entry_id
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  where i.workspace_id = ${scope.workspaceId}::uuid
    and ${by === 'signed' ? sql`i.signed_task_id` : sql`i.task_id`} = any(${taskIds as string[]}::uuid[])
  order by e.recorded_at, e.id, t.position`
