import { no, ok, type Result } from '../lib/result.js'
import type { Table } from './read-table.js'

/** An sObject tree, `{"records": [{"attributes": {"referenceId": …}, "Name": …}]}`, as a table. Null where the text is none. */
export function readSalesforceTree(text: string): Result<Table> | null {
  if (!text.trimStart().startsWith('{')) return null
  const records = recordsOf(text)
  if (records === null) return no('It begins like JSON, and is no sObject tree: {"records": [{"Name": …}]}')
  const rows = records.map(flat)
  const headings = [...new Set(rows.flatMap((row) => [...row.keys()]))]
  if (headings.length === 0) return no('It has no records')
  const cells = rows.map((row, at) => ({ row: at + 2, cells: headings.map((heading) => row.get(heading) ?? '') }))
  return ok({ headings, rows: cells })
}

function recordsOf(text: string): Record<string, unknown>[] | null {
  try {
    const read: unknown = JSON.parse(text)
    const records = typeof read === 'object' && read !== null && 'records' in read ? read.records : null
    return Array.isArray(records) && records.every((each) => typeof each === 'object' && each !== null) ? records : null
  } catch {
    return null
  }
}

/** A record's own values, and what the tree calls it; references to others keep their mark. */
function flat(record: Record<string, unknown>): Map<string, string> {
  const cells = new Map<string, string>()
  for (const [name, value] of Object.entries({ ...attributesOf(record['attributes']), ...record }))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      cells.set(name, String(value).replace(/^@/, ''))
  return cells
}

const attributesOf = (attributes: unknown): Record<string, unknown> =>
  typeof attributes === 'object' && attributes !== null && 'referenceId' in attributes
    ? { referenceId: attributes.referenceId }
    : {}
