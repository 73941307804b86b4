import type { SqlScope } from '../../../db/sql-workspace.js'
import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import type { ThreadLine } from '../../../domain/correspondence/thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
import type { PendingReply } from '../../../domain/support/case-reply-store.js'
import { clip } from '../../../lib/text.js'
import type { Section } from '../reply.js'

const MAILS = 3
const MAIL_CHARS = 900

export type LastMail = { from: string; at: Date; ours: boolean; text: string }

/** The last mails of a case's newest thread, oldest first, as far as the asker may see them. */
export async function readLastMails(
  read: SqlScope,
  threads: readonly ThreadLine[],
  asker: { id: string },
): Promise<LastMail[]> {
  const [newest] = threads
  if (!newest) return []
  const { messages } = await getThread(read, newest.id, asker)
  return messages.slice(-MAILS).map(({ fromName, fromAddress, sentAt, direction, reply }) => ({
    from: fromName ?? fromAddress,
    at: sentAt,
    ours: direction === 'out',
    text: reply === null ? HIDDEN : clip(reply.trim(), MAIL_CHARS) || '(no text)',
  }))
}

const STATE: Readonly<Record<string, string>> = {
  uncertain: 'nobody knows whether it went out',
  failed: 'it did not go out',
  sent: 'sent',
}

/** Mails with their replies alone, and among them, by time, replies whose mail is not in our own yet. */
export function mailSections(mails: readonly LastMail[], pending: readonly PendingReply[]): Section[] {
  const stored = mails.map(({ from, at, ours, text }) => ({
    at,
    title: `${from} ${ours ? 'answered' : 'wrote'}`,
    fields: [{ label: 'Sent', value: { at } }],
    prose: text,
  }))
  const confirmed = pending.map(({ by, recipient, at, state, text }) => ({
    at,
    title: `${by ?? 'Somebody'} replied to ${recipient} (${STATE[state ?? ''] ?? 'on its way'})`,
    fields: [{ label: 'Confirmed', value: { at } }],
    prose: clip(text.trim(), MAIL_CHARS),
  }))
  return [...stored, ...confirmed]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at: _at, ...section }) => section)
}
