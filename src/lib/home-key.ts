import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError, invalid } from './errors.js'
import { Redacted } from './redacted.js'

/**
 * The one key of an installation, 32 bytes in base64: database logins and sealed secrets derive from it. Kept in
 * `<home>/key`, made at first use, readable by its owner alone. Machines that share a database are given the same one
 * as DAYBOOK_KEY.
 */
export async function homeKey(home: string): Promise<Redacted> {
  const file = path.join(home, 'key')
  await mkdir(home, { recursive: true })
  try {
    // `wx`: of two first starts at once only one makes the key, and both read it.
    await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 })
    await chmod(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannot(file, error)
  }
  const text = (await readFile(file, 'utf8').catch((error: unknown) => Promise.reject(cannot(file, error)))).trim()
  if (Buffer.from(text, 'base64').length !== 32)
    throw invalid(`${file} is not a key: it should hold 32 bytes in base64. Restore it from your backup.`)
  return new Redacted(text)
}

const cannot = (file: string, cause: unknown) =>
  new AppError(
    'refused',
    `The key ${file} can't be read or made by this user. Run Daybook as its owner, or choose another --home.`,
    {},
    cause,
  )
