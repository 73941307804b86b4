import { createHash } from 'node:crypto'
import type { ImportRow } from '../define-import.js'

/** How a record is known where its source has an id for it. */
export const idKey = (id: string): string => `id:${id}`

/** How a record without an id is known: what names it, hashed, because an address is not to outlive its person here. */
export const namedKey = (text: string): string => `is:${hash(text)}`

/** What rows say, as a hash: the same columns with the same values say the same. */
export const saidBy = (rows: readonly ImportRow[]): string =>
  hash(JSON.stringify(rows.map(({ values }) => Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)))))

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')
