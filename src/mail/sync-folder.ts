import type { MailboxObject } from 'imapflow'
import { bulkWorkspace, readWorkspace } from '../db/sql-workspace.js'
import {
  countSkipped,
  type FolderCursor,
  findCursor,
  listLiveUids,
  markGone,
  markOtherLivesGone,
  putCursor,
  saveFlags,
} from '../domain/correspondence/folder-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import { AppError } from '../lib/errors.js'
import { fetchBatches, searchUids } from './fetch-batch.js'
import type { Folder } from './imap-folders.js'
import { readAhead } from './read-ahead.js'
import { storeBatch } from './store-batch.js'
import type { SyncSession } from './sync-session.js'

/** Brings one folder up to date: what is new, then what is old, then flags and expunges. Resumes wherever it was stopped. */
export async function syncFolder(session: SyncSession, folder: Folder): Promise<void> {
  const lock = await session.client.getMailboxLock(folder.path, { readOnly: true })
  try {
    const box = session.client.mailbox
    if (!box) throw new AppError('unavailable', `The server closed the folder ${folder.path}.`)
    const start = await openCursor(session, folder, box)
    const ahead = await storeNew(session, start)
    const complete = await storeOld(session, ahead)
    await followChanges(session, complete, box)
  } finally {
    lock.release()
  }
}

/** The folder's cursor; a new one when it was never seen or its UIDs began a new life (RFC 3501 §2.3.1.1). */
async function openCursor(session: SyncSession, folder: Folder, box: MailboxObject): Promise<FolderCursor> {
  const { deps, scope, mailbox, lease } = session
  const known = await readWorkspace(deps.db, scope, (read) => findCursor(read, mailbox.id, folder.path))
  if (known && known.uidValidity === box.uidValidity) return { ...known, specialUse: folder.specialUse }
  const cursor: FolderCursor = {
    path: folder.path,
    specialUse: folder.specialUse,
    uidValidity: box.uidValidity,
    lastUid: BigInt(box.uidNext - 1),
    backfillUid: box.exists === 0 ? null : BigInt(box.uidNext),
    backfillTotal: box.exists,
    backfillDone: 0,
    modseq: box.highestModseq ?? null,
  }
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    await markOtherLivesGone(bulk, { mailboxId: mailbox.id, folder: folder.path, uidValidity: box.uidValidity })
    await putCursor(bulk, mailbox.id, cursor)
  })
  return cursor
}

/** Forward from the highest UID that was seen, oldest first, so that the cursor is never ahead of the rows. */
async function storeNew(session: SyncSession, start: FolderCursor): Promise<FolderCursor> {
  // `n:*` names the last message even when it is below n.
  const uids = (await searchUids(session.client, `${start.lastUid + 1n}:*`)).filter((uid) => uid > start.lastUid)
  let cursor = start
  for await (const batch of readAhead(fetchBatches(session.client, uids), session.deps.db.clock)) {
    session.signal.throwIfAborted()
    await storeBatch(session, cursor, batch, (stored) => {
      cursor = { ...cursor, lastUid: BigInt(Math.max(Number(cursor.lastUid), ...stored)) }
      return cursor
    })
  }
  return cursor
}

/** Backward to the beginning (or the mailbox's `since`), newest first: what people ask for first is there first. */
async function storeOld(session: SyncSession, start: FolderCursor): Promise<FolderCursor> {
  if (start.backfillUid === null) return start
  const { client, mailbox, deps, scope, lease } = session
  const range = start.backfillUid > 1n ? `1:${start.backfillUid - 1n}` : null
  const uids = range === null ? [] : (await searchUids(client, range, mailbox.since)).reverse()
  let cursor: FolderCursor = { ...start, backfillTotal: start.backfillDone + uids.length }
  const report = () =>
    session.onProgress({
      mailbox: mailbox.address,
      folder: cursor.path,
      done: cursor.backfillDone,
      total: cursor.backfillTotal,
    })
  report()
  for await (const batch of readAhead(fetchBatches(client, uids), deps.db.clock)) {
    session.signal.throwIfAborted()
    await storeBatch(session, cursor, batch, (stored) => {
      cursor = {
        ...cursor,
        backfillUid: BigInt(Math.min(Number(cursor.backfillUid), ...stored)),
        backfillDone: cursor.backfillDone + stored.length,
      }
      return cursor
    })
    report()
  }
  const complete = { ...cursor, backfillUid: null }
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    await putCursor(bulk, mailbox.id, complete)
  })
  return complete
}

/** Flags by MODSEQ (RFC 7162), expunges by comparing UIDs, each only when the server shows that something changed. */
async function followChanges(session: SyncSession, cursor: FolderCursor, box: MailboxObject): Promise<void> {
  const { client, deps, scope, mailbox, lease } = session
  const life = { mailboxId: mailbox.id, folder: cursor.path, uidValidity: cursor.uidValidity }
  const modseq = box.highestModseq ?? null
  const flags: { uid: bigint; flags: string[] }[] = []
  if (modseq !== null && cursor.modseq !== null && modseq > cursor.modseq) {
    const changes = client.fetch('1:*', { uid: true, flags: true }, { uid: true, changedSince: cursor.modseq })
    for await (const item of changes)
      flags.push({ uid: BigInt(item.uid), flags: [...(item.flags ?? [])].filter((f) => f !== '\\Recent').sort() })
  }
  const { live, skipped } = await readWorkspace(deps.db, scope, async (read) => ({
    live: await listLiveUids(read, life),
    skipped: await countSkipped(read, life),
  }))
  // As many as there are and nothing changed since: nothing went. The numbers alone may agree by chance.
  const same = live.length + skipped === box.exists && modseq !== null && modseq === cursor.modseq
  const present = same ? null : new Set(await searchUids(client, '1:*'))
  const gone = present === null ? [] : live.filter((uid) => !present.has(Number(uid)))
  if (flags.length === 0 && gone.length === 0 && modseq === cursor.modseq) return
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    if (flags.length > 0) await saveFlags(bulk, life, flags)
    if (gone.length > 0) await markGone(bulk, life, gone)
    await putCursor(bulk, mailbox.id, { ...cursor, modseq })
  })
}
