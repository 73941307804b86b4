import { statfs } from 'node:fs/promises'
import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { countWaitingFiles } from '../domain/correspondence/attachment-store.js'
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

/** Whether the folder of raw mail is the one that the database knows. */
export async function checkMailFolder(db: Database, rawDir: string): Promise<Finding> {
  const missing = await missingPacks(db, rawDir)
  if (missing.length === 0) return { check: 'mail folder', ok: true, detail: rawDir }
  return {
    check: 'mail folder',
    ok: false,
    detail: `${missing.length} files of the newest mail are not in ${rawDir}: it is not the folder that other machines keep mail in. Share that one with this machine, or restore it from a backup; see docs/scaling.md.`,
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
