import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type MadeChange, takeBack } from '../people/take-back.js'
import { mergedTables } from './merge-rules.js'
import { findSettled } from './merge-store.js'
import { type RestoredRecords, restoredRecords } from './restore-records.js'

/**
 * Makes two records again of what was merged: every row is what it was. Refused when one of them was changed since, or when a draft
 * that came along was issued: it is posted under its company.
 */
export async function unmerge(tx: Tx, kind: 'company' | 'contact', made: MadeChange): Promise<RestoredRecords> {
  const issued = await findSettled(tx, kind, made)
  if (issued.length > 0)
    throw refused(
      `${issued.join(', ')} came along as a draft and is issued by now, so this can’t be taken back any more. Nothing was done.`,
    )
  const records = await restoredRecords(tx, await takeBack(tx, made, mergedTables(kind)))
  return kind === 'company' ? { ...records, contacts: [], deals: [] } : { ...records, companies: [], deals: [] }
}
