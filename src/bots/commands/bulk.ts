import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { tableCsv } from '../../documents/table-csv.js'
import type { BulkChange, BulkStep } from '../../domain/crm/bulk.js'
import { changeMany, planBulk } from '../../domain/crm/bulk-change.js'
import type { Tagged } from '../../domain/crm/tag-store.js'
import { type Owners, ownersOfBoth } from '../../domain/people/owners.js'
import { counted } from '../../lib/counted.js'
import { bulkCells, bulkNames, type ColumnLabels, type ColumnTexts } from './bulk-cells.js'
import type { CommandContext, Done, Preview } from './define-command.js'
import { previewOf } from './preview-hash.js'
import type { ReplyFile, Table } from './reply.js'
import { undoOf } from './restore.js'

/** A change of many records of one kind, as its command describes it. */
export type Bulk = {
  kind: Tagged
  many: string
  /** The ids that the list's words name, among the records of these owners. */
  ids: (read: SqlScope, owners: Owners) => Promise<string[]>
  change: BulkChange
  /** What the columns that it sets are called. */
  labels: ColumnLabels
  texts?: ColumnTexts
}

const SAMPLE = 10

/** What would change: how many, the first of them before → after, and all of them as a file. */
export async function previewBulk(context: CommandContext, bulk: Bulk): Promise<Preview> {
  const { steps, seen, others } = await context.read((read) => plan(context, read, bulk))
  const names = await context.read((read) => bulkNames(read, steps, bulk))
  const versions = {}
  const shown = {
    headline:
      steps.length === 0
        ? `Nothing to change: ${counted(seen, bulk.kind, bulk.many)} of those, all so already`
        : `Change ${counted(steps.length, bulk.kind, bulk.many)}?`,
    ...(steps.length > 0 ? { table: sampleTable(context, bulk, steps, names) } : {}),
    ...(steps.length > SAMPLE ? { files: [fileOf(stepTable(context, bulk, steps, names))] } : {}),
    notes: [
      ...(seen > steps.length && steps.length > 0 ? [`${seen - steps.length} more are so already.`] : []),
      ...(others > 0 ? [`${others} more are not yours to change and stay as they are.`] : []),
      'One Undo takes all of it back.',
    ],
  }
  const exact = steps.map(({ row }) => `${row.id} ${row.version}`)
  return previewOf(shown, steps.length === 0 ? 'Nothing to do' : 'Change them all', versions, exact)
}

export async function runBulk(context: CommandContext, bulk: Bulk, tx: Tx): Promise<Done> {
  const ids = await bulk.ids(sqlInTx(tx), mayChange(context, bulk.kind))
  const steps = await changeMany(tx, bulk.kind, ids, bulk.change)
  if (steps.length === 0) return { headline: 'Nothing was to change.', data: { changed: 0 } }
  const names = await bulkNames(sqlInTx(tx), steps, bulk)
  return {
    headline: `${counted(steps.length, bulk.kind, bulk.many)} changed`,
    table: sampleTable(context, bulk, steps, names),
    undo: undoOf(context, tx, `${bulk.kind} restore`),
    data: { changed: steps.length },
  }
}

async function plan(context: CommandContext, read: SqlScope, bulk: Bulk) {
  const all = await bulk.ids(read, context.asker.owners(`${bulk.kind}.read`))
  const mine = await bulk.ids(read, mayChange(context, bulk.kind))
  const steps = await planBulk(read, bulk.kind, mine, bulk.change)
  return { steps, seen: mine.length, others: all.length - mine.length }
}

/** What one sees is not always what one may change. */
const mayChange = ({ asker }: CommandContext, kind: Tagged): Owners =>
  ownersOfBoth(asker.owners(`${kind}.read`), asker.owners(`${kind}.write`))

function sampleTable(
  context: CommandContext,
  bulk: Bulk,
  steps: readonly BulkStep[],
  names: ReadonlyMap<string, string>,
): Table {
  const table = stepTable(context, bulk, steps.slice(0, SAMPLE), names)
  return steps.length > SAMPLE ? { ...table, more: steps.length - SAMPLE } : table
}

const fileOf = (table: Table): ReplyFile => ({
  name: 'changes.csv',
  title: 'All that changes',
  contentType: 'text/csv',
  bytes: new TextEncoder().encode(tableCsv(table)),
})

function stepTable(
  context: CommandContext,
  bulk: Bulk,
  steps: readonly BulkStep[],
  names: ReadonlyMap<string, string>,
): Table {
  return {
    columns: [
      { key: 'record', label: bulk.kind, type: 'record' },
      { key: 'field', label: 'Field', type: 'text' },
      { key: 'before', label: 'Before', type: 'text' },
      { key: 'after', label: 'After', type: 'text' },
    ],
    rows: steps.flatMap((step) =>
      bulkCells(context, bulk, step, names).map(({ label, before, after }) => ({
        record: { ref: step.row.ref, title: step.row.name },
        field: label,
        before,
        after,
      })),
    ),
  }
}
