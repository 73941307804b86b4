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

const PAYMENT = 'Reverse the payment: payment reverse'
const ALLOCATION = 'Take the allocation back: payment unallocate'
const SPREAD = 'Credit the document whose amount is spread'

/** Entries that a record stands on: that record takes them back, so that both stay one. */
const HOW: Readonly<Record<string, string>> = {
  invoice: 'Credit the invoice',
  'credit-note': 'Issue the invoice again',
  payment: PAYMENT,
  'sales-write-off': PAYMENT,
  'purchase-write-off': PAYMENT,
  bill: 'Credit the bill: bill credit',
  expense: 'Correct what is wrong by an entry of its own: journal new',
  exchange: ALLOCATION,
  'sales-exchange': ALLOCATION,
  'purchase-exchange': ALLOCATION,
  'advance-tax': 'It follows what is on account: allocate the payment, pay it back, or reverse it',
  'tax-return': 'A closed return is corrected in the next',
  'year-end': 'Open the year again',
  bank: 'Take the match back: bank unmatch',
  accrual: 'Cancel the accrual: accrual cancel',
  deferral: SPREAD,
  'sales-deferral': SPREAD,
  'purchase-deferral': SPREAD,
  release:
    'Stop what is left of the schedule (release stop), and post what a month had too much by an entry of its own: journal new',
  revaluation: 'Correct the rate (fx set) and revalue the month again: fx revalue',
}

/** What came of a document of an earlier system; balances that a cutover posted belong to no record. */
const OPENED = 'Credit the document that was taken over'

export type PlannedReversal = { original: PostedEntry; entry: NewEntry; accounts: readonly Account[] }

/** What taking an entry back would post. Throws `not_found`, `refused`. */
export async function planReversal(tx: Tx, entryId: string, date: IsoDate, memo?: string): Promise<PlannedReversal> {
  const original = await getEntry(tx, entryId)
  const root = await rootOf(tx, original)
  const how = howTakenBack(root)
  if (how)
    throw refused(
      `That entry belongs to a record (${root.source}), which would no longer agree with the books. ${how}.`,
    )
  await requireOpenDate(tx, date)
  const entry = reversalOf(original, { id: tx.newId(), date, ...(memo ? { memo } : {}) })
  return { original, entry, accounts: await listAccounts(sqlInTx(tx)) }
}

/** A reversal stands on the record of what it reverses: an accrual comes with its own, a payment gets it when it is taken back. */
async function rootOf(tx: Tx, entry: PostedEntry): Promise<PostedEntry> {
  return entry.reversesId === undefined ? entry : rootOf(tx, await getEntry(tx, entry.reversesId))
}

const howTakenBack = ({ source, postings }: PostedEntry): string | undefined =>
  source === 'opening' && postings.some(({ invoiceId, billId }) => invoiceId ?? billId) ? OPENED : HOW[source]

export async function reverseJournal(
  tx: Tx,
  entryId: string,
  date: IsoDate,
  memo?: string,
): Promise<PlannedReversal & JournalOutcome> {
  const planned = await planReversal(tx, entryId, date, memo)
  return { ...planned, ...(await postOrAsk(tx, planned.entry)) }
}
