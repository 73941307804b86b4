import type { ImapFlow } from 'imapflow'
import type { DNSResolver } from 'mailauth'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import type { FolderCursor } from '../domain/correspondence/folder-store.js'
import type { Mailbox } from '../domain/correspondence/mailbox.js'
import type { Lease } from '../domain/correspondence/mailbox-lease.js'
import type { SecretKey } from '../lib/secret-box.js'
import type { MailFiles, RawPack } from './files/mail-files.js'

/** What following mail needs; made once by the composition root. */
export type MailDeps = {
  db: Database
  /** Opens the mailboxes' passwords. */
  key: SecretKey
  /** Where raw mail and files are kept. */
  mailFiles: MailFiles
  /** Accepts mail servers without TLS or a valid certificate anywhere; on this machine they are accepted anyway. */
  insecure: boolean
  /** How often folders other than the inbox are looked at, ms. Default 30 s. */
  pollMs?: number
  /** How often it is noted that a mailbox is still caught up, ms. Default an hour. */
  noteMs?: number
  /** The address that staff write commands to, if its mailbox is among those that are followed. */
  assistant?: string | undefined
  /** Where senders' keys are looked up; default: the machine's own DNS. */
  resolver?: DNSResolver
}

/** What a sync came to. */
export type SyncSummary = {
  /** Messages that the workspace did not have. */
  stored: number
  /** Set aside with a reason. */
  skipped: number
  /** Folders that the server would not open. */
  failed: number
  /** Copies of messages that it had. */
  known: number
}

/** How far a folder's backfill is. */
export type SyncProgress = { mailbox: string; folder: string; done: number; total: number }

/** One connection to one mailbox under one lease. */
export type SyncSession = {
  deps: MailDeps
  scope: Scope
  mailbox: Mailbox
  lease: Lease
  client: ImapFlow
  /** How far each folder is, by path, as the database has it: nobody else moves them while the lease is ours. */
  cursors: Map<string, FolderCursor>
  /** When the flags of a folder were last compared, by its path, ms of a clock that never jumps. */
  flagsAt: Map<string, number>
  /** Paths of folders that the server would not open when they were last asked for. */
  closed: Set<string>
  pack: RawPack
  summary: SyncSummary
  signal: AbortSignal
  onProgress: (progress: SyncProgress) => void
}
