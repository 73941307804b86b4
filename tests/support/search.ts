import type { SqlScope } from '../../src/db/sql-workspace.js'
import { type FoundRecord, findAnywhere } from '../../src/domain/people/search-store.js'

/** Every kind that search knows. */
const KINDS = 'bill case company contact deal expense invoice product quote staff thread'.split(' ')

/** What search finds for somebody who may see everything. */
export const searchAll = (read: SqlScope, words: string, kinds: readonly string[] = KINDS): Promise<FoundRecord[]> =>
  findAnywhere(read, words, [{ kinds, owners: 'all' }], 20)
