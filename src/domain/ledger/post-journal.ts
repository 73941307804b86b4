import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import journalApproval from './approvals/journal.js'
import type { NewEntry } from './entry.js'
import { debitsOf, getJournalLimit } from './journal-limit.js'
import { type NewJournal, type PlannedJournal, planJournal } from './plan-journal.js'
import { postEntries } from './post-entries.js'
import { storeEntry } from './stored-entry.js'

/** What came of an entry by hand: it is posted, or waits for a second person. */
export type JournalOutcome = { asked: Approval | null }

export async function postJournal(tx: Tx, input: NewJournal): Promise<PlannedJournal & JournalOutcome> {
  const planned = await planJournal(tx, input)
  return { ...planned, ...(await postOrAsk(tx, planned.entry)) }
}

/** Whether an entry by hand needs a second person. */
export async function needsSecond(tx: Tx, entry: NewEntry): Promise<boolean> {
  const limit = await getJournalLimit(tx)
  return limit !== null && debitsOf(entry) > limit
}

/** Posts an entry by hand; above the company's limit it is kept with the question for approval, and posted by its yes. */
export async function postOrAsk(tx: Tx, entry: NewEntry): Promise<JournalOutcome> {
  if (await needsSecond(tx, entry))
    return { asked: await askApproval(tx, journalApproval, { subject: entry.id, proposal: storeEntry(entry) }) }
  await postEntries(tx, [entry])
  await tx.outbox('journal.posted', { entryId: entry.id })
  return { asked: null }
}
