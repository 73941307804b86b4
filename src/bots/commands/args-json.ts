import { storable } from '../../lib/text.js'

/** Arguments as JSON for `pending_action`: amounts are bigint and instants are `Date`, which JSON has no words for. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  if (typeof value === 'bigint') return { $bigint: value.toString() }
  if (value instanceof Date) return { $date: value.toISOString() }
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.map(([key, each]) => [key, toJson(each)]))
}

export function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (only && entries.length === 1 && typeof only[1] === 'string') {
    if (only[0] === '$bigint') return BigInt(only[1])
    if (only[0] === '$date') return new Date(only[1])
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, fromJson(each)]))
}
