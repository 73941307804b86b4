import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { reversalOf } from './entry.js'
import { getEntry } from './entry-store.js'
import { type Posted, postEntries } from './post-entries.js'

/** Takes a posted entry back by one that names it, dated `date`. A second call with the same date is a replay. Throws `not_found`, `refused`. */
export async function reverseEntry(tx: Tx, entryId: string, date: IsoDate, memo?: string): Promise<Posted> {
  const entry = await getEntry(tx, entryId)
  const reversal = reversalOf(entry, { id: tx.newId(), date, ...(memo ? { memo } : {}) })
  const [posted] = await postEntries(tx, [reversal])
  if (!posted) throw new Error('post_entries returned no row for the reversal')
  return posted
}
