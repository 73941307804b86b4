import { bulkWorkspace } from '../db/sql-workspace.js'
import { type FolderNumbers, isUntouched } from '../domain/correspondence/folder-numbers.js'
import { type FolderCursor, markOtherLivesGone, putCursor } from '../domain/correspondence/folder-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import { fetchBatches, searchUids } from './fetch-batch.js'
import { isSettled, saveChanges } from './folder-changes.js'
import { type Folder, openedNumbers } from './imap-folders.js'
import { readAhead } from './read-ahead.js'
import { storeBatch } from './store-batch.js'
import type { SyncSession } from './sync-session.js'

/** Brings one folder up to date: flags and expunges, then what is new, then what is old. Resumes wherever it was stopped. */
export async function syncFolder(session: SyncSession, folder: Folder): Promise<void> {
  // Opened anew, if it was open too: numbers that go together are given in answer to that alone.
  const numbers = openedNumbers(await session.client.mailboxOpen(folder.path, { readOnly: true }))
  const known = session.cursors.get(folder.path)
  if (isSettled(session, folder.path, numbers)) return
  const start =
    known?.uidValidity === numbers.uidValidity
      ? { ...known, specialUse: folder.specialUse }
      : await beginLife(session, folder, numbers)
  const above = numbers.uidNext > start.lastUid + 1n ? await searchAbove(session, start.lastUid) : []
  await saveChanges(session, start, numbers, above)
  const ahead = await storeNew(session, start, numbers, above.map(Number))
  const back = await storeOld(session, ahead, numbers)
  if (!isUntouched(back, numbers)) await moveOn(session, allDone(back, numbers))
}

/** A folder that was never seen, or whose UIDs began a new life (RFC 3501 §2.3.1.1). */
async function beginLife(session: SyncSession, folder: Folder, numbers: FolderNumbers): Promise<FolderCursor> {
  const { uidValidity, uidNext, messages, modseq } = numbers
  const cursor: FolderCursor = {
    path: folder.path,
    specialUse: folder.specialUse,
    uidValidity,
    lastUid: uidNext - 1n,
    backfillUid: messages === 0 ? null : uidNext,
    backfillTotal: messages,
    backfillDone: 0,
    modseq,
    seenUidNext: null,
    seenMessages: null,
  }
  await moveOn(session, cursor, true)
  return cursor
}

/** The cursor by itself; what is stored takes it along (`storeBatch`). */
async function moveOn(session: SyncSession, cursor: FolderCursor, newLife = false): Promise<void> {
  const { deps, scope, mailbox, lease } = session
  const life = { mailboxId: mailbox.id, folder: cursor.path, uidValidity: cursor.uidValidity }
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    if (newLife) await markOtherLivesGone(bulk, life)
    await putCursor(bulk, mailbox.id, cursor)
  })
  session.cursors.set(cursor.path, cursor)
}

/** The cursor when all that the server had there, when it said these numbers, is dealt with. */
const allDone = (cursor: FolderCursor, { modseq, uidNext, messages }: FolderNumbers): FolderCursor => ({
  ...cursor,
  backfillUid: null,
  modseq,
  seenUidNext: uidNext,
  seenMessages: messages,
})

/** `n:*` names the last message even when it is below n. */
const searchAbove = async ({ client }: SyncSession, lastUid: bigint): Promise<bigint[]> =>
  (await searchUids(client, `${lastUid + 1n}:*`)).map(BigInt).filter((uid) => uid > lastUid)

/** Forward from the highest UID that was seen, oldest first, so that the cursor is never ahead of the rows. */
function storeNew(session: SyncSession, start: FolderCursor, numbers: FolderNumbers, uids: readonly number[]) {
  const last = uids.at(-1) ?? 0
  return storeAll(session, start, uids, (stored) => {
    const highest = Math.max(...stored)
    const cursor = { ...start, lastUid: BigInt(highest) }
    return start.backfillUid === null && highest >= last ? allDone(cursor, numbers) : cursor
  })
}

/** Backward to the beginning (or the mailbox's `since`), newest first: what people ask for first is there first. */
async function storeOld(session: SyncSession, start: FolderCursor, numbers: FolderNumbers): Promise<FolderCursor> {
  if (start.backfillUid === null) return start
  const { client, mailbox } = session
  const range = start.backfillUid > 1n ? `1:${start.backfillUid - 1n}` : null
  const uids = range === null ? [] : (await searchUids(client, range, mailbox.since)).reverse()
  const begun: FolderCursor = { ...start, backfillTotal: start.backfillDone + uids.length }
  const report = ({ path: folder, backfillDone: done, backfillTotal: total }: FolderCursor) =>
    session.onProgress({ mailbox: mailbox.address, folder, done, total })
  report(begun)
  const at = (stored: readonly number[]) => {
    const lowest = Math.min(...stored)
    const backfillDone = begun.backfillDone + uids.indexOf(lowest) + 1
    const cursor = { ...begun, backfillUid: BigInt(lowest), backfillDone }
    return lowest === uids.at(-1) ? allDone(cursor, numbers) : cursor
  }
  return storeAll(session, begun, uids, at, report)
}

/**
 * Stores messages batch by batch. `at` says where the cursor is once these of them are stored, and all before them: it is asked
 * within the transaction that stores them, which may be one of several of a batch, and be repeated.
 */
async function storeAll(
  session: SyncSession,
  start: FolderCursor,
  uids: readonly number[],
  at: (stored: readonly number[]) => FolderCursor,
  report: (cursor: FolderCursor) => void = () => undefined,
): Promise<FolderCursor> {
  if (uids.length === 0) return start
  let cursor = start
  for await (const batch of readAhead(fetchBatches(session.client, uids), session.deps.db.clock)) {
    session.signal.throwIfAborted()
    if (batch.length === 0) continue // all of them went meanwhile
    await storeBatch(session, cursor, batch, (stored) => {
      cursor = at(stored)
      return cursor
    })
    session.cursors.set(cursor.path, cursor)
    report(cursor)
  }
  return cursor
}
