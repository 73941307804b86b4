import type { ImapFlow } from 'imapflow'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace, readWorkspace } from '../db/sql-workspace.js'
import { listCopies, type SkippedCopy, type StoredCopy } from '../domain/correspondence/folder-store.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import { getMailbox } from '../domain/correspondence/mailbox-store.js'
import { normaliseMessageId } from '../domain/correspondence/message-key.js'
import { cleanLine } from './clean-text.js'
import { searchUids } from './fetch-batch.js'
import { connectImap } from './imap-connection.js'
import { listFolders } from './imap-folders.js'
import { sessionError } from './session-error.js'
import type { MailDeps, SyncProgress } from './sync-session.js'

/** A message by its place; the id as the server (missing) or the log (extra) has it. */
export type AuditLine = { uid: number; messageId: string | null }

export type FolderAudit = {
  folder: string
  /** Messages that the server has there. */
  server: number
  stored: number
  /** On the server, and neither stored nor set aside. */
  missing: readonly AuditLine[]
  /** Said to be on the server, and not there, or another message. */
  extra: readonly AuditLine[]
  /** Set aside, by reason. */
  skipped: Readonly<Record<string, number>>
  /** Before the day that the mailbox is followed from. */
  older: number
  /** Why the server would not open it. */
  problem: string | null
}

/** How far it is: of its folders, waited for, or within one of them, by messages. */
export type AuditProgress = {
  folders?: (done: number, total: number) => Promise<void>
  messages?: (progress: SyncProgress) => void
}

export type MailboxAudit = { mailbox: string; folders: readonly FolderAudit[]; missing: number; extra: number }

export type AuditSums = { complete: boolean; missing: number; extra: number; unopened: number }

/** Pure. `unopened`: folders that a server did not open; nobody knows whether they are complete, so the whole is not. */
export function addUp(audits: readonly Pick<MailboxAudit, 'folders' | 'missing' | 'extra'>[]): AuditSums {
  const total = (count: (audit: Pick<MailboxAudit, 'folders' | 'missing' | 'extra'>) => number) =>
    audits.reduce((sum, audit) => sum + count(audit), 0)
  const missing = total((audit) => audit.missing)
  const extra = total((audit) => audit.extra)
  const unopened = total(({ folders }) => folders.filter(({ problem }) => problem !== null).length)
  return { complete: missing + extra + unopened === 0, missing, extra, unopened }
}

/**
 * Compares a mailbox with its server, folder by folder: UIDs, and of what is stored the Message-IDs. Changes nothing and
 * needs no lease, so it may run beside a sync; what arrives meanwhile shows as missing at most. Throws as a sync does when
 * the server is away.
 */
export async function auditMailbox(
  deps: Pick<MailDeps, 'db' | 'key' | 'insecure'>,
  scope: Scope,
  mailboxId: string,
  signal: AbortSignal,
  onProgress: AuditProgress = {},
): Promise<MailboxAudit> {
  const { mailbox, account } = await bulkWorkspace(deps.db, scope, async (bulk) => {
    const found = await getMailbox(bulk, mailboxId)
    return { mailbox: found, account: await imapAccount(bulk, deps.key, found) }
  })
  const client = await connectImap(account, deps, signal)
  try {
    const folders = await auditFolders(deps.db, scope, client, mailbox, onProgress)
    const total = (kind: 'missing' | 'extra') => folders.reduce((sum, folder) => sum + folder[kind].length, 0)
    return { mailbox: mailbox.address, folders, missing: total('missing'), extra: total('extra') }
  } catch (thrown) {
    throw sessionError(thrown, account, client, 'Ask for the audit again.')
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function auditFolders(
  db: Database,
  scope: Scope,
  client: ImapFlow,
  mailbox: { id: string; address: string; since: string | null },
  onProgress: AuditProgress,
): Promise<FolderAudit[]> {
  const servers: ServerFolder[] = []
  const folders = await listFolders(client)
  for (const { path } of folders) {
    const count = (done: number, total: number) =>
      onProgress.messages?.({ mailbox: mailbox.address, folder: path, done, total })
    servers.push(await readFolder(client, path, mailbox.since, count))
    await onProgress.folders?.(servers.length, folders.length)
  }
  const { stored, skipped } = await readWorkspace(db, scope, (read) => listCopies(read, mailbox.id))
  const audits = servers.map((server) => compare(server, stored, skipped))
  const listed = new Set(servers.map(({ path }) => path))
  const elsewhere = stored.filter(({ folder }) => !listed.has(folder))
  const gone = [...new Set(elsewhere.map(({ folder }) => folder))]
  return [
    ...audits,
    ...gone.map((path) =>
      nowhere(
        path,
        elsewhere.filter(({ folder }) => folder === path),
      ),
    ),
  ]
}

type ServerFolder = {
  path: string
  uidValidity: bigint
  /** The next UID when it was opened: a copy from there on came while the audit ran, and was stored before the log was asked. */
  uidNext: number
  /** Its UIDs with their Message-IDs, null where one has none. */
  ids: ReadonlyMap<number, string | null>
  /** UIDs of the time that is followed. */
  wanted: ReadonlySet<number>
  problem: string | null
}

/** Ids between two words on how far it is. */
const STEP = 500

async function readFolder(
  client: ImapFlow,
  path: string,
  since: string | null,
  count: (done: number, total: number) => void,
): Promise<ServerFolder> {
  try {
    const { uidValidity, uidNext } = await client.mailboxOpen(path, { readOnly: true })
    const ids = new Map<number, string | null>((await searchUids(client, '1:*')).map((uid) => [uid, null]))
    const wanted = new Set(since === null ? ids.keys() : await searchUids(client, '1:*', since))
    if (ids.size > 0) {
      const query = { uid: true, headers: ['message-id'] }
      let read = 0
      count(0, ids.size)
      for await (const { uid, headers } of client.fetch('1:*', query, { uid: true })) {
        if (!ids.has(uid)) continue
        ids.set(uid, messageIdOf(headers))
        read += 1
        if (read % STEP === 0 && read < ids.size) count(read, ids.size)
      }
      count(ids.size, ids.size)
    }
    return { path, uidValidity, uidNext, ids, wanted, problem: null }
  } catch (thrown) {
    const { responseStatus, responseText } = thrown as { responseStatus?: string; responseText?: string }
    if (responseStatus !== 'NO' || !client.usable) throw thrown
    const problem = `its server does not open it (${responseText ?? 'no reason given'})`
    return { path, uidValidity: 0n, uidNext: 0, ids: new Map(), wanted: new Set(), problem }
  }
}

/** As the log keys messages (`read-message.ts`): the first Message-ID, unfolded and normalised. */
function messageIdOf(headers: Buffer | undefined): string | null {
  const text = (headers?.toString('latin1') ?? '').replace(/\r?\n(?=[ \t])/g, '')
  const value = /^message-id[ \t]*:(.*)$/im.exec(text)?.[1] ?? ''
  return normaliseMessageId(cleanLine(value, 10_000))
}

/** Pure. What a folder of the server has against what is stored of it. */
function compare(
  server: ServerFolder,
  allStored: readonly StoredCopy[],
  allSkipped: readonly SkippedCopy[],
): FolderAudit {
  const here = ({ folder, uidValidity }: { folder: string; uidValidity: bigint }) =>
    folder === server.path && uidValidity === server.uidValidity
  const stored = allStored.filter(({ folder }) => folder === server.path)
  const same = new Set(
    stored.filter((copy) => here(copy) && isSame(copy, server.ids.get(Number(copy.uid)))).map(({ uid }) => Number(uid)),
  )
  const isExtra = (copy: StoredCopy) =>
    !same.has(Number(copy.uid)) && !(here(copy) && Number(copy.uid) >= server.uidNext)
  const reasons = new Map(allSkipped.filter(here).map(({ uid, reason }) => [Number(uid), reason]))
  const skippedUids = [...server.ids.keys()].filter((uid) => !same.has(uid) && reasons.has(uid))
  const open = [...server.ids].filter(([uid]) => !same.has(uid) && !reasons.has(uid))
  const line = ([uid, messageId]: readonly [number, string | null]): AuditLine => ({ uid, messageId })
  return {
    folder: server.path,
    server: server.ids.size,
    stored: same.size,
    missing: open.filter(([uid]) => server.wanted.has(uid)).map(line),
    extra: server.problem === null ? stored.filter(isExtra).map(extraLine) : [],
    skipped: countEach(skippedUids.map((uid) => reasons.get(uid) ?? '')),
    older: open.filter(([uid]) => !server.wanted.has(uid)).length,
    problem: server.problem,
  }
}

/** `onServer` undefined: the UID is not there. One without an id is known by its content, which isn't fetched for this. */
const isSame = ({ messageKey }: StoredCopy, onServer: string | null | undefined): boolean =>
  onServer !== undefined && (onServer === null ? messageKey.startsWith('sha256:') : messageKey === onServer)

const extraLine = ({ uid, messageKey }: StoredCopy): AuditLine => ({ uid: Number(uid), messageId: messageKey })

const nowhere = (folder: string, copies: readonly StoredCopy[]): FolderAudit => ({
  folder,
  server: 0,
  stored: 0,
  missing: [],
  extra: copies.map(extraLine),
  skipped: {},
  older: 0,
  problem: null,
})

function countEach(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
