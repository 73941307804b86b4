import { statfs } from 'node:fs/promises'
import type { Config } from '../config.js'
import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { countWaitingFiles } from '../domain/correspondence/attachment-store.js'
import { toAppError } from '../lib/errors.js'
import { proveBucket } from '../mail/files/in-bucket.js'
import type { MailFiles } from '../mail/files/mail-files.js'
import { missingPacks } from '../mail/missing-packs.js'
import { terminalScope } from './company.js'
import type { Finding } from './define-verb.js'

/** Less than this, and a day's mail may not fit any more. */
const FREE_BYTES = 1024 ** 3

/** Whether the home's disk has room for mail. */
export async function checkRoom(home: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(home)
  const free = bavail * bsize
  const room = `${(free / 1024 ** 3).toLocaleString('en-US', { maximumFractionDigits: 1 })} GB free for mail`
  if (free >= FREE_BYTES) return { check: 'disk', ok: true, detail: room }
  return { check: 'disk', ok: false, detail: `only ${room} at ${home}: make room, or mail stops coming in.` }
}

/** Whether raw mail is kept where the database knows it to be, and whether a bucket lets us do there what we do. */
export async function checkMailFolder(db: Database, { files }: Config, mailFiles: MailFiles): Promise<Finding> {
  const { where } = mailFiles
  const check = files ? 'mail bucket' : 'mail folder'
  try {
    if (files) await proveBucket(files)
    const missing = await missingPacks(db, mailFiles)
    if (missing.length === 0) return { check, ok: true, detail: where }
    const share = files
      ? 'Correct DAYBOOK_FILES, say in DAYBOOK_FILES_BEFORE where they were'
      : 'Share that one with this machine, set DAYBOOK_FILES where mail is kept in a bucket'
    return {
      check,
      ok: false,
      detail: `${missing.length} files of the newest mail are not in ${where}: it is not the place that other machines keep mail in. ${share}, or restore it from a backup; see docs/scaling.md.`,
    }
  } catch (error) {
    return { check, ok: false, detail: toAppError(error).userMessage }
  }
}

/** Attachments that could not be kept apart yet, and why. Nothing is lost: they are in the raw mail. */
export async function checkMailFiles(db: Database, companies: readonly { id: string }[]): Promise<Finding> {
  const waiting = await Promise.all(companies.map(({ id }) => readWorkspace(db, terminalScope(id), countWaitingFiles)))
  const failed = waiting.filter(({ reason }) => reason !== null)
  if (failed.length === 0) return { check: 'attachments', ok: true, detail: 'kept as they come in' }
  const mails = failed.reduce((sum, each) => sum + each.mails, 0)
  return {
    check: 'attachments',
    ok: false,
    detail: `those of ${mails} mails wait (${failed[0]?.reason}). They open out of the raw mail meanwhile, and are tried again by themselves.`,
  }
}
