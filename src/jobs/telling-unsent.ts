import { inWorkspace } from '../db/in-workspace.js'
import { wasClaimed } from '../domain/correspondence/mail-delivery.js'
import { errorPolicy, toAppError } from '../lib/errors.js'
import type { JobContext } from './define-job.js'

type Sending = {
  send: () => Promise<unknown>
  tell: (said: string) => Promise<void>
  unsent?: () => Promise<void>
}

/**
 * Sends the mail of an occasion, and has its failure told where no further try will mend it. What a mail server refused is told by
 * its delivery (`mail-refused`); where none was begun nobody else speaks. `unsent`: what is put right either way. The error itself goes on.
 */
export async function tellingUnsent(
  { db, scope }: JobContext,
  occasion: string,
  { send, tell, unsent }: Sending,
): Promise<void> {
  try {
    await send()
  } catch (thrown) {
    const error = toAppError(thrown)
    const isHopeless = errorPolicy[error.code].job === 'fail'
    if (isHopeless) await unsent?.()
    if (isHopeless && !(await inWorkspace(db, scope, (tx) => wasClaimed(tx, occasion)))) await tell(error.userMessage)
    throw error
  }
}
