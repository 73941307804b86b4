import type { SqlScope } from '../../db/sql-workspace.js'
import type { BulkStep } from '../../domain/crm/bulk.js'
import type { Tagged } from '../../domain/crm/tag-store.js'
import { shortDate } from '../../lib/dates.js'
import type { CommandContext } from './define-command.js'
import { namesIn, ownChanges } from './own-values.js'
import type { Cell, Change } from './reply.js'

/** SQL name → what people call it. */
export type ColumnLabels = Readonly<Record<string, string>>

/** Columns of which more is kept than is shown. */
export type ColumnTexts = Readonly<Record<string, (value: unknown) => string | null>>

type Shown = { kind: Tagged; labels: ColumnLabels; texts?: ColumnTexts }

/** What of one record changes. */
export function bulkCells(
  context: CommandContext,
  { kind, labels, texts = {} }: Shown,
  { row, after }: BulkStep,
  names: ReadonlyMap<string, string>,
): Change[] {
  const columns = Object.entries(labels).map(([column, label]) => ({
    label,
    before: texts[column] ? texts[column](row.columns[column]) : cellOf(row.columns[column], names),
    after: texts[column] ? texts[column](after.columns[column]) : cellOf(after.columns[column], names),
  }))
  const tags = { label: 'Tags', before: row.tags.join(', ') || null, after: after.tags.join(', ') || null }
  return [
    ...[...columns, tags].filter((change) => change.before !== change.after),
    ...ownChanges(context, kind, [row.custom, after.custom], names),
  ]
}

function cellOf(value: unknown, names: ReadonlyMap<string, string>): Cell {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'string') return Number(value)
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return shortDate(value)
  return names.get(value) ?? value
}

/** The names of the people and companies among what changes. */
export const bulkNames = (read: SqlScope, steps: readonly BulkStep[], { labels }: Shown) => {
  const all = steps.flatMap(({ row, after }) => [row, after])
  const ids = all.flatMap(({ columns }) => Object.keys(labels).map((column) => columns[column]))
  return namesIn(
    read,
    all.map(({ custom }) => custom),
    [...new Set(ids.filter((id): id is string => typeof id === 'string'))],
  )
}
