import { randomBytes } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import type { Config } from '../config.js'
import { systemClock } from '../lib/clock.js'
import { AppError } from '../lib/errors.js'

/**
 * What nobody foresaw, as a sentence with a reference; all of it is kept under that reference in the home, and shown at once with
 * LOG_LEVEL=debug. Other errors stay as they are. A verb may have done a part, so nothing is said of that.
 */
export async function noteFault(
  error: AppError,
  { home, logLevel }: Pick<Config, 'home' | 'logLevel'>,
): Promise<AppError> {
  if (error.code !== 'internal') return error
  const reference = randomBytes(5).toString('hex')
  const told = inspect(error.cause ?? error, { depth: 6 })
  if (logLevel === 'debug') return new AppError('internal', `Something went wrong on our side.\n${told}`, {}, error)
  const file = path.join(home, 'faults.log')
  const kept = await appendFile(file, `${systemClock.now().toISOString()} ${reference}\n${told}\n\n`, {
    mode: 0o600,
  }).then(
    () => `reference ${reference} in ${file}`,
    () => 'LOG_LEVEL=debug shows what',
  )
  return new AppError('internal', `Something went wrong on our side (${kept}).`, {}, error)
}
