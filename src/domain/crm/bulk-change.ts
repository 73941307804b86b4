import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Edits } from '../../lib/edits.js'
import { refused } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import { loadBulkRows, saveBulk } from './bulk-store.js'
import { type Custom, changedCustom, type FieldInput } from './custom-field.js'
import { reindex } from './reindex-store.js'
import { editedTags } from './tag.js'
import type { Tagged } from './tag-store.js'

/** What of many records is to be the same: columns by their SQL names, tags put on and taken off, own fields. */
export type BulkChange = {
  columns: Readonly<Record<string, string | number | null | undefined>>
  tags?: Edits
  custom?: Readonly<Record<string, FieldInput>>
}

type Values = { columns: Readonly<Record<string, unknown>>; tags: readonly string[]; custom: Custom }
export type BulkRow = Values & { id: string; ref: string; name: string; ownerId: string | null; version: number }

/** One record that would be changed. */
export type BulkStep = { row: BulkRow; after: Values }

/** As many as one change takes: what is more is better done in parts, each with its own Undo. */
export const MOST_AT_ONCE = 20_000

/** What a change would make of these records; those that are so already are not among them. */
export async function planBulk(
  read: SqlScope,
  kind: Tagged,
  ids: readonly string[],
  change: BulkChange,
): Promise<BulkStep[]> {
  if (ids.length > MOST_AT_ONCE)
    throw refused(`These are ${ids.length} records; at most ${MOST_AT_ONCE} are changed at once. Narrow them down.`)
  const rows = await loadBulkRows(read, kind, ids, Object.keys(change.columns))
  return rows.map((row) => ({ row, after: changed(row, change) })).filter(({ row, after }) => differs(row, after))
}

/** Changes them all, in one transaction. Answers what was changed. */
export async function changeMany(
  tx: Tx,
  kind: Tagged,
  ids: readonly string[],
  change: BulkChange,
): Promise<BulkStep[]> {
  const steps = await planBulk(sqlInTx(tx), kind, ids, change)
  const touched = steps.map(({ row }) => row.id)
  await saveBulk(tx, kind, touched, change)
  if (!change.tags && !change.custom) return steps
  await reindex(tx, kind, touched)
  return steps
}

const changed = (row: Values, change: BulkChange): Values => ({
  columns: { ...row.columns, ...change.columns },
  tags: change.tags ? valid(editedTags(row.tags, change.tags)) : row.tags,
  custom: change.custom ? changedCustom(row.custom, change.custom) : row.custom,
})

const differs = (row: Values, after: Values): boolean =>
  canonical(row.columns) !== canonical(after.columns) ||
  canonical(row.custom) !== canonical(after.custom) ||
  row.tags.join() !== after.tags.join()

/** The order of keys says nothing. */
const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
