import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { refused } from '../../lib/errors.js'
import { type BulkChange, type BulkStep, changed, differs } from './bulk.js'
import { loadBulkRows, saveBulk } from './bulk-store.js'
import { emit } from './events.js'
import { type DealMoved, noteMoves } from './note-moves.js'
import { reindex } from './reindex-store.js'
import type { Tagged } from './tag-store.js'

/** As many as one change takes: what is more is better done in parts, each with its own Undo. */
export const MOST_AT_ONCE = 20_000

/** What a change would make of these records; those that are so already are not among them. */
export async function planBulk(
  read: SqlScope,
  kind: Tagged,
  ids: readonly string[],
  change: BulkChange,
  { lock = false } = {},
): Promise<BulkStep[]> {
  if (ids.length > MOST_AT_ONCE)
    throw refused(`These are ${ids.length} records; at most ${MOST_AT_ONCE} are changed at once. Narrow them down.`)
  const columns = [...Object.keys(change.columns), ...Object.keys(change.parts ?? {})]
  const rows = await loadBulkRows(read, kind, ids, { columns, lock })
  return rows.map((row) => ({ row, after: changed(row, change) })).filter(({ row, after }) => differs(row, after))
}

/** Changes them all, in one transaction. Answers what was changed. */
export async function changeMany(
  tx: Tx,
  kind: Tagged,
  ids: readonly string[],
  change: BulkChange,
): Promise<BulkStep[]> {
  const steps = await planBulk(sqlInTx(tx), kind, ids, change, { lock: true })
  const touched = steps.map(({ row }) => row.id)
  await saveBulk(tx, kind, steps, change)
  if (kind === 'deal' && change.columns['stage_id']) await noteMoves(tx, steps.flatMap(movedBy))
  if (kind === 'deal') await tellNewOwner(tx, steps, change.columns['owner_id'])
  if (!change.tags && !change.custom && !change.parts) return steps
  await reindex(tx, kind, touched)
  return steps
}

/** Who is given deals by somebody else hears of all of them at once; of one as when it is given by itself. */
async function tellNewOwner(tx: Tx, steps: readonly BulkStep[], toOwnerId: unknown): Promise<void> {
  if (typeof toOwnerId !== 'string' || toOwnerId === tx.scope.actorId) return
  const given = steps.filter(({ row }) => row.ownerId !== toOwnerId).map(({ row }) => row)
  const [first, second] = given
  if (!first) return
  if (!second && first.ownerId !== null) {
    const data = { dealId: first.id, fromOwnerId: first.ownerId, toOwnerId }
    return await emit(tx, { kind: 'deal.assigned', data })
  }
  await emit(tx, { kind: 'deals.assigned', data: { dealIds: given.map(({ id }) => id), toOwnerId } })
}

function movedBy({ row, after }: BulkStep): DealMoved[] {
  const [from, to] = [row.columns['stage_id'], after.columns['stage_id']]
  return typeof from === 'string' && typeof to === 'string' && from !== to
    ? [{ dealId: row.id, fromStageId: from, toStageId: to }]
    : []
}
