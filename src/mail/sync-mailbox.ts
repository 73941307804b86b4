import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { forgetOtherFolders, listCursors } from '../domain/correspondence/folder-store.js'
import type { MailboxStatus } from '../domain/correspondence/mailbox.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import { assertLease, isLeaseLost, type Lease } from '../domain/correspondence/mailbox-lease.js'
import { getMailbox, saveMailboxStatus } from '../domain/correspondence/mailbox-store.js'
import { counted } from '../lib/counted.js'
import { AppError, errorPolicy, toAppError } from '../lib/errors.js'
import { pause } from '../lib/pause.js'
import { backOffMs } from './back-off.js'
import type { RawPack } from './files/mail-files.js'
import { isSettled } from './folder-changes.js'
import { awaitLease, withLease } from './hold-lease.js'
import { newHolder } from './holder.js'
import { connectImap } from './imap-connection.js'
import { type Folder, listNumberedFolders, type NumberedFolder } from './imap-folders.js'
import { sessionError } from './session-error.js'
import { syncFolder } from './sync-folder.js'
import type { MailDeps, SyncProgress, SyncSession, SyncSummary } from './sync-session.js'

export type SyncOptions = { signal: AbortSignal; onProgress?: (progress: SyncProgress) => void }

/** Failures in a row, without a message stored in between, after which a sync gives up. */
const PATIENCE = 5

/**
 * Syncs one mailbox until it is caught up, over broken connections. Aborting stops it cleanly with what it has. Throws
 * `limited` when a running service follows the mailbox, `refused` for a wrong password, `unavailable` when the server stays
 * away.
 */
export async function syncMailbox(deps: MailDeps, mailboxId: string, options: SyncOptions): Promise<SyncSummary> {
  const lease = await awaitLease(deps.db, mailboxId, newHolder(), options.signal)
  return withLease(deps.db, lease, options.signal, async (signal) => {
    const summary: SyncSummary = { stored: 0, skipped: 0, failed: 0, known: 0 }
    const scope = scopeOf(lease)
    const pack = deps.mailFiles.packs(scope.workspaceId).open()
    const run = { deps, scope, lease, pack, summary, signal, onProgress: options.onProgress ?? (() => undefined) }
    try {
      await persist(run, (session) => syncAll(session))
    } finally {
      await pack.close()
    }
    return summary
  })
}

/** The service's own scope in the mailbox's workspace. */
export const scopeOf = ({ workspaceId }: Lease): Scope => ({ workspaceId, actorId: null, via: 'mail' })

/** What stays over the connections of one sync. */
export type SyncRun = Omit<SyncSession, 'client' | 'mailbox' | 'cursors' | 'closed' | 'flagsAt'> & {
  lease: Lease
  pack: RawPack
}

async function persist(run: SyncRun, work: (session: SyncSession) => Promise<void>): Promise<void> {
  for (let failures = 0; !run.signal.aborted; ) {
    const before = total(run.summary)
    try {
      await withSession(run, work)
      return
    } catch (thrown) {
      if (run.signal.aborted) break
      const error = toAppError(thrown)
      if (isLeaseLost(error)) throw error
      failures = total(run.summary) > before ? 1 : failures + 1
      await noteFailure(run, error)
      if (!mayPass(error) || failures >= PATIENCE) throw error
      await pause(backOffMs(failures), run.signal)
    }
  }
  if (run.signal.reason instanceof AppError) throw run.signal.reason // the lease was lost; a caller's stop is none
}

/** A server or a database that is away for a moment, or busy with somebody else's work: the same again may go well. */
export const mayPass = ({ code, detail }: AppError): boolean =>
  code === 'unavailable' || ((code === 'conflict' || code === 'limited') && detail['sqlstate'] !== undefined)

const total = ({ stored, skipped, known }: SyncSummary): number => stored + skipped + known

/** Connects, works, closes. Whatever the connection throws comes out as an `AppError`. */
export async function withSession<T>(run: SyncRun, work: (session: SyncSession) => Promise<T>): Promise<T> {
  const { deps, scope, lease, signal } = run
  const { mailbox, account, cursors } = await bulkWorkspace(deps.db, scope, async (bulk) => {
    const [found, listed] = await Promise.all([getMailbox(bulk, lease.mailboxId), listCursors(bulk, lease.mailboxId)])
    const byPath = new Map(listed.map((cursor) => [cursor.path, cursor]))
    return { mailbox: found, account: await imapAccount(bulk, deps.key, found), cursors: byPath }
  })
  const client = await connectImap(account, deps, signal)
  try {
    return await work({ ...run, mailbox, client, cursors, closed: new Set(), flagsAt: new Map() })
  } catch (thrown) {
    throw sessionError(thrown, account, client, 'The sync goes on by itself.')
  } finally {
    // Nobody waits for the server's goodbye.
    if (signal.aborted) client.close()
    else void client.logout().catch(() => client.close())
  }
}

/** Every folder once, the inbox first. */
export async function syncAll(session: SyncSession): Promise<void> {
  // A mailbox that is caught up and looked at again is no news, and every change of it is audited.
  if (session.mailbox.status !== 'following') await noteStatus(session, 'backfilling', false)
  await syncChanged(session, await listNumberedFolders(session.client))
  await noteStatus(session, 'following', true)
}

/** The folders that are not as they were; those that the server no longer has are forgotten. */
export async function syncChanged(
  session: SyncSession,
  folders: readonly NumberedFolder[],
  wanted: (folder: Folder) => boolean = () => true,
): Promise<void> {
  for (const folder of folders) {
    const { path, numbers } = folder
    const untouched = numbers !== null && isSettled(session, path, numbers)
    if (wanted(folder) && !untouched) await syncOrCount(session, folder)
  }
  await forgetGoneFolders(session, folders)
}

/**
 * Copies in folders that were renamed or deleted are gone; under a new name they were just walked again. After the walk, so
 * that at no time a message that is only elsewhere seems to be nowhere.
 */
async function forgetGoneFolders(session: SyncSession, folders: readonly Folder[]): Promise<void> {
  const { deps, scope, mailbox, lease, cursors } = session
  const paths = folders.map(({ path }) => path)
  // Every mailbox has an inbox (RFC 3501 §5.1): a list without one is a server's mishap.
  if (!folders.some(({ path }) => path.toUpperCase() === 'INBOX')) return
  if ([...cursors.keys()].every((path) => paths.includes(path))) return
  const gone = await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    return forgetOtherFolders(bulk, mailbox.id, paths)
  })
  for (const path of gone) cursors.delete(path)
  deps.db.log.info({ mailboxId: mailbox.id, folders: gone.length }, 'folders that the server no longer has')
}

/** One that the server will not open is counted, told of, and does not stop the others. */
export async function syncOrCount(session: SyncSession, folder: Folder): Promise<void> {
  const { summary, client, closed, deps } = session
  try {
    await syncFolder(session, folder)
    closed.delete(folder.path)
  } catch (thrown) {
    const refusedByServer = (thrown as { responseStatus?: string }).responseStatus === 'NO' && client.usable
    if (!refusedByServer) throw thrown
    summary.failed += 1
    closed.add(folder.path)
    deps.db.log.warn({ err: thrown, folder: folder.path }, 'folder not synced')
  }
}

/** So many folders are named to people; whoever has to see to them finds the others by these. */
const NAMED = 5

/** What is not logged though the rest is: null when there is nothing. */
function closedFolders(closed: ReadonlySet<string>): string | null {
  if (closed.size === 0) return null
  const named = [...closed].slice(0, NAMED).join(', ')
  const more = closed.size > NAMED ? ` and ${closed.size - NAMED} more` : ''
  return `Its server does not open ${counted(closed.size, 'folder')}, whose mail is not logged: ${named}${more}.`
}

/** Throws when the lease is another's by now: what it notes is then the truth. */
export async function noteStatus(session: SyncSession, status: MailboxStatus, synced: boolean): Promise<void> {
  const { deps, scope, lease, mailbox, closed } = session
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    await saveMailboxStatus(bulk, mailbox.id, { status, error: closedFolders(closed), synced })
  })
}

/** On the mailbox, for people; once, not at every try. */
export async function noteFailure(run: SyncRun, error: AppError): Promise<void> {
  const { deps, scope, lease } = run
  deps.db.log[errorPolicy[error.code].log]({ err: error, mailboxId: lease.mailboxId }, 'mailbox sync broken off')
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    await saveMailboxStatus(bulk, lease.mailboxId, { status: 'failing', error: error.userMessage, synced: false })
  }).catch((thrown: unknown) => deps.db.log.warn({ err: thrown }, 'mailbox status not noted'))
}
