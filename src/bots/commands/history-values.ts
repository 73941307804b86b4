import type { HistoryRow } from '../../domain/people/history-store.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { clip } from '../../lib/text.js'

/** What of a row nobody asks about: keys that follow from other fields, and the books' own copy of an amount. */
const UNTOLD = /^(id|version|position|.*_key|stage_since|base_\w+_minor|at|search_\w+)$/

export type ChangedField = { field: string; before: string | null; after: string | null }

/** What reading a value takes: names of ids, the currency of amounts, the asker's zone. */
export type ValueContext = { names: ReadonlyMap<string, string>; currency: string; timeZone: string }

/** Field by field, in words; of something new or removed what it says, nothing else. */
export function changedFields(row: HistoryRow, context: ValueContext): ChangedField[] {
  const columns = Object.keys(row.after ?? row.before ?? {}).filter((column) => !UNTOLD.test(column))
  const amounts = { ...context, currency: currencyOf(row) ?? context.currency }
  return columns
    .map((column) => ({
      field: fieldName(column),
      before: valueText(column, row.before?.[column], amounts),
      after: valueText(column, row.after?.[column], amounts),
    }))
    .filter(({ before, after }) => before !== after)
}

/** Every id that stands in changes, to be named together. */
export const idsIn = (rows: readonly HistoryRow[]): string[] => [
  ...new Set(
    rows
      .flatMap(({ before, after }) => [...Object.entries(before ?? {}), ...Object.entries(after ?? {})])
      .flatMap(([column, value]) => (column.endsWith('_id') && typeof value === 'string' ? [value] : [])),
  ),
]

const fieldName = (column: string): string => column.replace(/_(id|minor|milli|bp)$/, '').replaceAll('_', ' ')

function currencyOf({ before, after }: HistoryRow): string | null {
  const kept = after?.['currency'] ?? before?.['currency']
  return typeof kept === 'string' ? kept : null
}

/** Null: empty, or nothing that has a name. */
function valueText(column: string, value: unknown, { names, currency, timeZone }: ValueContext): string | null {
  if (value === null || value === undefined || value === '') return null
  if (column.endsWith('_id')) return typeof value === 'string' ? (names.get(value) ?? null) : null
  if (typeof value === 'number' && column.endsWith('_minor')) return formatMoney(money(BigInt(value), currency))
  if (typeof value === 'number' && column.endsWith('_milli')) return `${value / 1000}`
  if (typeof value === 'number' && column.endsWith('_bp')) return `${value / 100} %`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return instant(value, timeZone)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return shortDate(value as IsoDate)
  return clip(typeof value === 'object' ? JSON.stringify(value) : String(value as string | number), LONGEST)
}

const LONGEST = 80

const instant = (value: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(value))
