import type { Edits } from '../../lib/edits.js'
import { valid } from '../../lib/valid.js'
import { type Custom, changedCustom, type FieldInput } from './custom-field.js'
import { editedTags } from './tag.js'

/** What of many records is to be the same: columns by their SQL names, tags put on and taken off, own fields. */
export type BulkChange = {
  columns: Readonly<Record<string, string | number | readonly string[] | null | undefined>>
  /** Columns of which a part changes: what becomes of what a record has there. */
  parts?: Readonly<Record<string, (before: unknown) => unknown>>
  tags?: Edits
  custom?: Readonly<Record<string, FieldInput>>
}

type Values = { columns: Readonly<Record<string, unknown>>; tags: readonly string[]; custom: Custom }
export type BulkRow = Values & { id: string; ref: string; name: string; ownerId: string | null; version: number }

/** One record that would be changed. */
export type BulkStep = { row: BulkRow; after: Values }

/** The record after the change. */
export const changed = (row: Values, change: BulkChange): Values => ({
  columns: { ...row.columns, ...change.columns, ...changedParts(row, change) },
  tags: change.tags ? valid(editedTags(row.tags, change.tags)) : row.tags,
  custom: change.custom ? changedCustom(row.custom, change.custom) : row.custom,
})

const changedParts = ({ columns }: Values, { parts = {} }: BulkChange): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parts).map(([column, part]) => [column, part(columns[column])]))

/** Whether the change would change anything. */
export const differs = (row: Values, after: Values): boolean =>
  canonical(row.columns) !== canonical(after.columns) ||
  canonical(row.custom) !== canonical(after.custom) ||
  row.tags.join() !== after.tags.join()

/** The order of keys says nothing. */
const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
