import { createHash } from 'node:crypto'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { findKnownUids, NO_SERVER } from '../domain/correspondence/folder-store.js'
import { listBodiless } from '../domain/correspondence/missing-bodies-store.js'
import { type Arrival, fileBatch } from './file-batch.js'
import type { MailFiles, RawPack } from './files/mail-files.js'
import { limits } from './limits.js'
import { type ArchivedMail, listArchive, readArchiveFile } from './read-archive.js'
import type { MboxKind } from './read-mbox.js'

/** What an import came to. `total` = `stored` + `known` + `skipped`; `filled` and `withoutText` are among the first two. */
export type ImportSummary = {
  total: number
  stored: number
  /** Copies of messages that the workspace had, and mails that an earlier import dealt with. */
  known: number
  skipped: number
  /** Mails of an earlier import that got the text they were stored without. */
  filled: number
  /** Mails with strangers that are without their text: the mailbox's owner has not agreed yet to what colleagues see. */
  withoutText: number
}

export type ImportOptions = {
  scope: Scope
  mailboxId: string
  paths: readonly string[]
  mbox: MboxKind
  signal: AbortSignal
  onProgress: (readBytes: number, totalBytes: number) => void
}

/** The folder that imported mail lies in, as far as its mailbox is concerned. */
export const IMPORT_FOLDER = 'import'

/**
 * Files archives into a mailbox: every mail is stored, or set aside with its reason. A mail's place is made of its content,
 * so an import that was broken off goes on where it was (what is dealt with is read and hashed, not parsed), and the same
 * one again changes nothing, wherever the archive lies by then – but for texts that may be stored by now: it brings them.
 */
export async function importMail(
  deps: { db: Database; mailFiles: MailFiles },
  options: ImportOptions,
): Promise<ImportSummary> {
  const files = await listArchive(options.paths)
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const pack = deps.mailFiles.packs(options.scope.workspaceId).open()
  const summary: ImportSummary = { total: 0, stored: 0, known: 0, skipped: 0, filled: 0, withoutText: 0 }
  let readBytes = 0
  try {
    let batch: ArchivedMail[] = []
    const flush = async () => {
      await fileOne(deps.db, options, pack, batch, summary)
      readBytes += batch.reduce((sum, mail) => sum + mail.readBytes, 0)
      batch = []
      options.onProgress(readBytes, totalBytes)
    }
    for (const file of files) {
      for await (const mail of readArchiveFile(file, options.mbox)) {
        options.signal.throwIfAborted()
        batch.push(mail)
        if (isFull(batch)) await flush()
      }
    }
    await flush()
  } finally {
    await pack.close()
  }
  return summary
}

const isFull = (batch: readonly ArchivedMail[]): boolean =>
  batch.length >= limits.batchMessages ||
  batch.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0) >= limits.batchBytes

async function fileOne(
  db: Database,
  { scope, mailboxId }: ImportOptions,
  pack: RawPack,
  batch: readonly ArchivedMail[],
  summary: ImportSummary,
): Promise<void> {
  if (batch.length === 0) return
  const arrivals = new Map(batch.map((mail) => [uidOf(mail), toArrival(mailboxId, mail)]))
  const life = { mailboxId, folder: IMPORT_FOLDER, uidValidity: NO_SERVER }
  const uids = [...arrivals.keys()]
  const bodiless = () => readWorkspace(db, scope, (read) => listBodiless(read, life, uids))
  const known = new Set(await readWorkspace(db, scope, (read) => findKnownUids(read, life, uids)))
  const lacking = await bodiless()
  for (const uid of lacking) known.delete(uid)
  const fresh = [...arrivals].filter(([uid]) => !known.has(uid)).map(([, arrival]) => arrival)
  const desk = { db, scope, mailboxId, pack, guard: async () => undefined, alongside: async () => undefined }
  const tally = fresh.length > 0 ? await fileBatch(desk, fresh) : { stored: 0, known: 0, skipped: 0 }
  const left = fresh.length > 0 ? new Set(await bodiless()) : new Set(lacking)
  summary.filled += lacking.filter((uid) => !left.has(uid)).length
  summary.withoutText += left.size
  summary.total += batch.length
  summary.stored += tally.stored
  summary.skipped += tally.skipped
  summary.known += batch.length - tally.stored - tally.skipped
}

/** 63 bits of its content; of a mail too large to be held, of its place. */
function uidOf({ bytes, place }: ArchivedMail): bigint {
  const digest = createHash('sha256')
    .update(bytes ?? place)
    .digest()
  return digest.readBigUInt64BE(0) >> 1n
}

function toArrival(mailboxId: string, mail: ArchivedMail): Arrival {
  const spot = { mailboxId, folder: IMPORT_FOLDER, uidValidity: NO_SERVER, uid: uidOf(mail), flags: mail.flags }
  const arrival = { spot, receivedAt: mail.arrivedAt, live: false }
  return mail.bytes === null ? { ...arrival, bytes: null, problem: mail.problem } : { ...arrival, bytes: mail.bytes }
}
