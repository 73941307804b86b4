import type { ImapFlow } from 'imapflow'
import { readWorkspace } from '../db/sql-workspace.js'
import { findCursor } from '../domain/correspondence/folder-store.js'
import { AppError } from '../lib/errors.js'
import { type Folder, listFolders } from './imap-folders.js'
import { forgetGoneFolders, syncOrCount } from './sync-mailbox.js'
import type { SyncSession } from './sync-session.js'

/** Folders that cannot be watched (IMAP watches one) are asked this often, ms. */
const POLL_MS = 30_000

/**
 * Follows a mailbox that is caught up until the connection ends: IDLE on the inbox (RFC 2177), STATUS on the other folders
 * now and then. Throws when the connection is gone; returns when the signal is aborted.
 */
export async function watchMailbox(session: SyncSession): Promise<void> {
  const { client, signal } = session
  const pollMs = session.deps.pollMs ?? POLL_MS
  const bell = makeBell(client, signal)
  const inbox: Folder = { path: 'INBOX', specialUse: '\\Inbox' }
  for (let nextPoll = performance.now() + pollMs; !signal.aborted; ) {
    const opened = await client.mailboxOpen(inbox.path, { readOnly: true })
    if (await isBehind(session, inbox, opened.uidNext)) await syncOrCount(session, inbox)
    client.idle().catch(() => undefined) // a lost connection rings the bell
    const rung = await bell.wait(Math.max(0, nextPoll - performance.now()))
    if (signal.aborted) return
    if (!client.usable) throw new AppError('unavailable', 'The mail server closed the connection.')
    if (rung) await syncOrCount(session, inbox)
    if (performance.now() >= nextPoll) {
      await pollFolders(session)
      nextPoll = performance.now() + pollMs
    }
  }
}

/** What came while another folder was open (the others are synced after the inbox, and asked now and then) rang no bell. */
async function isBehind({ deps, scope, mailbox }: SyncSession, { path }: Folder, uidNext: number): Promise<boolean> {
  const cursor = await readWorkspace(deps.db, scope, (read) => findCursor(read, mailbox.id, path))
  return cursor !== null && uidNext > Number(cursor.lastUid) + 1
}

/** Rings once for everything that happened since it was last waited for, so that no event falls between two waits. */
function makeBell(client: ImapFlow, signal: AbortSignal): { wait(ms: number): Promise<boolean> } {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  for (const event of ['exists', 'expunge', 'flags', 'close'] as const) client.on(event, ring)
  signal.addEventListener('abort', ring, { once: true })
  return {
    wait: async (ms) => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      const was = rung
      rung = false
      return was
    },
  }
}

/** The inbox too: a server may have missed telling, and a folder may be new. */
async function pollFolders(session: SyncSession): Promise<void> {
  const folders = await listFolders(session.client)
  for (const folder of folders)
    if (folder.path.toUpperCase() === 'INBOX' || (await hasChanged(session, folder))) await syncOrCount(session, folder)
  await forgetGoneFolders(session, folders)
}

async function hasChanged(session: SyncSession, { path }: Folder): Promise<boolean> {
  const { client, deps, scope, mailbox } = session
  const [status, cursor] = await Promise.all([
    client.status(path, { uidNext: true, uidValidity: true, highestModseq: true, messages: true }),
    readWorkspace(deps.db, scope, (read) => findCursor(read, mailbox.id, path)),
  ])
  if (!status || !cursor) return true
  if (status.uidValidity !== cursor.uidValidity || cursor.backfillUid !== null) return true
  if (status.highestModseq === undefined || cursor.modseq === null)
    return (status.uidNext ?? 0) > Number(cursor.lastUid) + 1
  return status.highestModseq !== cursor.modseq || (status.uidNext ?? 0) > Number(cursor.lastUid) + 1
}
