import { readWorkspace } from '../db/sql-workspace.js'
import { findMessages, type StoredMail } from '../domain/correspondence/message-store.js'
import { type AppError, errorPolicy, toAppError } from '../lib/errors.js'
import { readRaw } from '../mail/files/mail-files.js'
import type { JobContext } from './define-job.js'

/**
 * Does something with each message of an errand and its raw bytes. One that can't be read keeps no other from its turn;
 * what another try may mend (a database that is away, a place for files that is not there) is thrown at the end, so that the errand comes again.
 */
export async function eachMail(
  context: JobContext,
  data: Record<string, unknown>,
  work: (mail: StoredMail, bytes: Buffer) => Promise<void>,
): Promise<void> {
  const { db, scope, services } = context
  const ids = data['messageIds'] as string[]
  let worst: AppError | undefined
  for (const mail of await readWorkspace(db, scope, (read) => findMessages(read, ids))) {
    try {
      await work(mail, await readRaw(services.mailFiles, scope.workspaceId, mail.raw))
    } catch (thrown) {
      const error = toAppError(thrown)
      const policy = errorPolicy[error.code]
      context.log[policy.log]({ err: error, messageId: mail.id }, 'a mail could not be read further')
      if (policy.job === 'retry') worst = error
    }
  }
  if (worst) throw worst
}
