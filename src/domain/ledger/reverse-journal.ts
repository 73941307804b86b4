import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { Account } from './account.js'
import { listAccounts } from './account-store.js'
import { type NewEntry, type PostedEntry, reversalOf } from './entry.js'
import { getEntry } from './entry-store.js'
import { requireOpenDate } from './open-date.js'
import { type JournalOutcome, postOrAsk } from './post-journal.js'

/** Entries that a record stands on: that record takes them back, so that both stay one. */
const HOW: Readonly<Record<string, string>> = {
  invoice: 'Credit the invoice',
  'credit-note': 'Issue the invoice again',
  payment: 'Reverse the payment: payment reverse',
  bill: 'Credit the bill: bill credit',
  expense: 'Credit the expense',
  exchange: 'Take the allocation back: payment unallocate',
  'tax-return': 'A closed return is corrected in the next',
  'year-end': 'Open the year again',
}

export type PlannedReversal = { original: PostedEntry; entry: NewEntry; accounts: readonly Account[] }

/** What taking an entry back would post. Throws `not_found`, `refused`. */
export async function planReversal(tx: Tx, entryId: string, date: IsoDate, memo?: string): Promise<PlannedReversal> {
  const original = await getEntry(tx, entryId)
  const how = HOW[original.source]
  if (how)
    throw refused(
      `That entry belongs to a record (${original.source}), which would no longer agree with the books. ${how}.`,
    )
  await requireOpenDate(tx, date)
  const entry = reversalOf(original, { id: tx.newId(), date, ...(memo ? { memo } : {}) })
  return { original, entry, accounts: await listAccounts(sqlInTx(tx)) }
}

export async function reverseJournal(
  tx: Tx,
  entryId: string,
  date: IsoDate,
  memo?: string,
): Promise<PlannedReversal & JournalOutcome> {
  const planned = await planReversal(tx, entryId, date, memo)
  return { ...planned, ...(await postOrAsk(tx, planned.entry)) }
}
