import { type FolderCursor, putCursor } from '../domain/correspondence/folder-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import { type Arrival, fileBatch } from './file-batch.js'
import type { ReadMessage } from './read-ahead.js'
import type { SyncSession } from './sync-session.js'

/**
 * Files what a sync fetched under its lease; the cursor moves on in the same commit, past each message only with it.
 * `after` gives the cursor once these UIDs are dealt with.
 */
export async function storeBatch(
  session: SyncSession,
  cursor: FolderCursor,
  batch: readonly ReadMessage[],
  after: (uids: readonly number[]) => FolderCursor,
): Promise<void> {
  const { deps, scope, mailbox, lease, pack, summary } = session
  const desk = {
    db: deps.db,
    scope,
    rawDir: deps.rawDir,
    mailboxId: mailbox.id,
    pack,
    guard: (bulk: Parameters<typeof assertLease>[0]) => assertLease(bulk, lease),
    alongside: async (bulk: Parameters<typeof assertLease>[0], spots: readonly { uid: bigint }[]) =>
      void (await putCursor(bulk, mailbox.id, after(spots.map(({ uid }) => Number(uid))))),
  }
  const tally = await fileBatch(
    desk,
    batch.map((fetched) => arrivalOf(session, cursor, fetched)),
  )
  summary.stored += tally.stored
  summary.known += tally.known
  summary.skipped += tally.skipped
}

function arrivalOf({ mailbox }: SyncSession, cursor: FolderCursor, fetched: ReadMessage): Arrival {
  const { uid, flags, receivedAt, content } = fetched
  const { path: folder, uidValidity, lastUid } = cursor
  const spot = { mailboxId: mailbox.id, folder, uidValidity, uid: BigInt(uid), flags }
  const arrival = { spot, receivedAt, live: spot.uid > lastUid }
  return fetched.bytes === null
    ? { ...arrival, bytes: null, problem: fetched.problem }
    : { ...arrival, bytes: fetched.bytes, content }
}
