import type { HistoryRow } from '../../domain/people/history-store.js'
import { datedTime, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { clip } from '../../lib/text.js'

/** What of a row nobody asks about: keys that follow from other fields, and the books' own copy of an amount. */
const UNTOLD =
  /^(id|version|position|.*_key|stage_since|running_since|assigned_at|(first_)?used_seconds|base_\w+_minor|at|search_\w+)$/

export type ChangedField = { field: string; before: string | null; after: string | null }

/** What reading a value takes: names of ids, the currency of amounts, the asker's zone. */
export type ValueContext = { names: ReadonlyMap<string, string>; currency: string; timeZone: string }

/** Field by field, in words; of something new or removed what it says, nothing else. */
export function changedFields(row: HistoryRow, context: ValueContext): ChangedField[] {
  const [was, is] = [flat(row.before), flat(row.after)]
  const columns = [...new Set([...Object.keys(is), ...Object.keys(was)])].filter((column) => !UNTOLD.test(column))
  const amounts = { ...context, currency: currencyOf(row) ?? context.currency }
  return columns
    .map((column) => ({
      field: fieldName(column),
      before: valueText(column, was[column], amounts),
      after: valueText(column, is[column], amounts),
    }))
    .filter(({ before, after }) => before !== after)
}

/** The company's own fields stand among the others, by their keys. */
function flat(row: HistoryRow['before']): Record<string, unknown> {
  const { custom, ...plain } = row ?? {}
  const own = Object.entries((custom ?? {}) as Record<string, unknown>)
  return { ...plain, ...Object.fromEntries(own.map(([key, value]) => [key.replaceAll('-', ' '), value])) }
}

/** Every id that stands in changes, to be named together. */
export const idsIn = (rows: readonly HistoryRow[]): string[] => [
  ...new Set(
    rows
      .flatMap(({ before, after }) => [...Object.entries(before ?? {}), ...Object.entries(after ?? {})])
      .flatMap(([column, value]) =>
        column === 'custom'
          ? Object.values((value ?? {}) as Record<string, unknown>)
          : [column.endsWith('_id') && value],
      )
      .filter((value): value is string => typeof value === 'string' && UUID.test(value)),
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
  if (Array.isArray(value)) return clip(value.map((each) => plainText(each)).join(', '), LONGEST) || null
  if (typeof value === 'string' && UUID.test(value) && names.has(value)) return names.get(value) ?? null
  if (isAmount(value)) return formatMoney(money(BigInt(value.minor), value.currency))
  if (column.endsWith('_id')) return typeof value === 'string' ? (names.get(value) ?? null) : null
  if (typeof value === 'number' && column.endsWith('_minor')) return formatMoney(money(BigInt(value), currency))
  if (typeof value === 'number' && column.endsWith('_milli')) return `${value / 1000}`
  if (typeof value === 'number' && column.endsWith('_bp')) return `${value / 100} %`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return instant(value, timeZone)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return shortDate(value as IsoDate)
  return clip(plainText(value), LONGEST)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isAmount = (value: unknown): value is { minor: string; currency: string } =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value

/** Of what is kept as JSON – an address, a consent – its words alone. */
function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value as string | number)
  return Object.values(value)
    .filter((each) => each !== null && each !== '')
    .map(plainText)
    .join(' ')
}

const LONGEST = 80

const instant = (value: string, timeZone: string): string => datedTime(timeZone, new Date(value))
