import type { Mailbox } from '../domain/correspondence/mailbox.js'
import { type ErrorCode, toAppError } from '../lib/errors.js'

/** What came of one mailbox: its answer, or why there is none. */
export type MailboxOutcome<T> = { mailbox: string } & (
  | { value: T; error?: never }
  | { value?: never; error: { code: ErrorCode; message: string } }
)

/**
 * The same with one mailbox after the other; where a server or a password fails the others go on. Each outcome is told as it comes. Once stopped no
 * further one is begun.
 */
export async function eachMailbox<T>(
  mailboxes: readonly Mailbox[],
  signal: AbortSignal,
  work: (mailbox: Mailbox) => Promise<T>,
  onOutcome: (outcome: MailboxOutcome<T>) => void,
): Promise<MailboxOutcome<T>[]> {
  const outcomes: MailboxOutcome<T>[] = []
  for (const mailbox of mailboxes) {
    if (signal.aborted) break
    const outcome = await attempt(mailbox, work)
    // What was broken off by the stop has no answer, and no fault either.
    if (signal.aborted && outcome.error) break
    outcomes.push(outcome)
    onOutcome(outcome)
  }
  return outcomes
}

async function attempt<T>(mailbox: Mailbox, work: (mailbox: Mailbox) => Promise<T>): Promise<MailboxOutcome<T>> {
  try {
    return { mailbox: mailbox.address, value: await work(mailbox) }
  } catch (thrown) {
    const { code, userMessage } = toAppError(thrown)
    if (code === 'internal') throw thrown
    return { mailbox: mailbox.address, error: { code, message: userMessage } }
  }
}
