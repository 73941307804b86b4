import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError, invalid } from './errors.js'
import { Redacted } from './redacted.js'
import { writeOnce } from './write-once.js'

/**
 * The one key of an installation, 32 bytes in base64: database logins and sealed secrets derive from it. Kept in
 * `<home>/key`, made at first use, readable by its owner alone. Machines that share a database are given the same one
 * as DAYBOOK_KEY.
 */
export async function homeKey(home: string): Promise<Redacted> {
  const file = path.join(home, 'key')
  const text = await readOrMake(file).catch((error: unknown) => Promise.reject(cannot(file, error)))
  if (Buffer.from(text, 'base64').length !== 32)
    throw invalid(`${file} is not a key: it should hold 32 bytes in base64. Restore it from your backup.`)
  return new Redacted(text)
}

/** The key of a home, or null where there is none; none is made. */
export async function findHomeKey(home: string): Promise<Redacted | null> {
  const text = await readFile(path.join(home, 'key'), 'utf8').catch(() => null)
  return text === null ? null : new Redacted(text.trim())
}

async function readOrMake(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  return writeOnce(file, randomBytes(32).toString('base64'))
}

const cannot = (file: string, cause: unknown) =>
  new AppError(
    'refused',
    `The key ${file} can't be read or made by this user. Run Daybook as its owner, or choose another --home.`,
    {},
    cause,
  )
