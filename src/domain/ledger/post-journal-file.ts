import type { Tx } from '../../db/in-workspace.js'
import { AppError, conflict, invalid } from '../../lib/errors.js'
import type { Approval } from '../people/approval.js'
import type { NewEntry } from './entry.js'
import { type NewJournal, planJournal } from './plan-journal.js'
import { needsSecond, postOrAsk } from './post-journal.js'

/** Entries of a file as somebody gives it; `hash` of its bytes, `row` where an entry begins. */
export type JournalFile = { name: string; hash: string; entries: readonly (NewJournal & { row: number })[] }

export type PlannedEntry = { entry: NewEntry; second: boolean }

/**
 * What posting the file would do: each entry as by hand. Throws `invalid` or `refused` with the row of the first that can't be posted, and
 * `conflict` for a file that was posted, or waits for a second person, already.
 */
export async function planJournalFile(tx: Tx, { name, hash, entries }: JournalFile): Promise<PlannedEntry[]> {
  if (entries.length === 0) throw invalid(`${name} has no entry.`)
  const key = `journal-file:${hash}:`
  await refuseAgain(tx, name, key)
  const planned: PlannedEntry[] = []
  for (const [at, { row, ...journal }] of entries.entries()) {
    const { entry } = await ofRow(row, () => planJournal(tx, journal))
    const keyed = { ...entry, idempotencyKey: `${key}${at + 1}` }
    planned.push({ entry: keyed, second: await needsSecond(tx, keyed) })
  }
  return planned
}

/** All of it in the caller's transaction: what one entry refuses, none is posted. */
export async function postJournalFile(
  tx: Tx,
  file: JournalFile,
): Promise<(PlannedEntry & { asked: Approval | null })[]> {
  const done = []
  for (const planned of await planJournalFile(tx, file))
    done.push({ ...planned, ...(await postOrAsk(tx, planned.entry)) })
  return done
}

async function refuseAgain(tx: Tx, name: string, key: string): Promise<void> {
  const { workspaceId } = tx.scope
  const posted = await tx.prisma.journalEntry.count({
    where: { workspaceId, idempotencyKey: { startsWith: key } },
  })
  const asked = await tx.prisma.approval.count({
    where: {
      workspaceId,
      kind: 'journal',
      state: 'asked',
      proposal: { path: ['idempotencyKey'], string_starts_with: key },
    },
  })
  if (posted + asked > 0)
    throw conflict(
      `${name} was imported before: ${posted} of its entries are posted, ${asked} wait for a second person. Nothing was done.`,
    )
}

async function ofRow<T>(row: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    throw new AppError(thrown.code, `Row ${row}: ${thrown.userMessage}`, thrown.detail, thrown)
  }
}
