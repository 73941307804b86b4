import type { MailAccount } from '../domain/correspondence/mailbox-account.js'
import { AppError, toAppError } from '../lib/errors.js'
import { diskError } from './disk-error.js'
import { imapError } from './imap-connection.js'

/** Node's codes of a file that can't be made, written or read. */
const DISK = /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|EIO|ENOENT|ENOTDIR|EMFILE|ENFILE)$/

/**
 * What broke off the work on a connection: the server, where it answered so or the line is gone; else our own disk, or a fault of
 * ours, and neither is told in the server's name. `meanwhile`: what becomes of the work, as a sentence.
 */
export function sessionError(
  thrown: unknown,
  account: MailAccount,
  { usable }: { usable: boolean },
  meanwhile: string,
): AppError {
  if (thrown instanceof AppError) return thrown
  const { code, responseStatus } = thrown as { code?: unknown; responseStatus?: unknown }
  if (typeof code === 'string' && DISK.test(code)) return diskError({ code }, { keeps: 'raw mail', meanwhile })
  const isServers = !usable || responseStatus !== undefined || typeof code === 'string'
  return isServers ? imapError(thrown, account) : toAppError(thrown)
}
