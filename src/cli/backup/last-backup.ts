import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { utcMinute } from '../../lib/dates.js'
import type { Finding } from '../define-verb.js'

/** Longer ago than this, and a loss costs more than a week's work. */
const OLD_MS = 8 * 86_400_000

const noteOf = (home: string): string => path.join(home, 'last-backup')

/** Says in the home when a backup was made last, for `doctor`. A home that can't be written just doesn't know. */
export const noteBackup = (home: string, now: Date): Promise<void> =>
  writeFile(noteOf(home), now.toISOString(), { mode: 0o600 }).catch(() => undefined)

export async function checkBackup(home: string, now: Date): Promise<Finding> {
  const check = 'backup'
  const text = await readFile(noteOf(home), 'utf8').catch(() => '')
  const last = new Date(text.trim())
  if (Number.isNaN(last.getTime()))
    return { check, ok: true, note: true, detail: 'none was made here yet: `daybook backup FILE`' }
  const detail = `the last was made ${utcMinute(last)} UTC`
  return now.getTime() - last.getTime() < OLD_MS
    ? { check, ok: true, detail }
    : { check, ok: false, detail: `${detail}: make one now, and see what makes them every night (docs/running.md)` }
}
