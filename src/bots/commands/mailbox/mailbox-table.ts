import type { Mailbox } from '../../../domain/correspondence/mailbox.js'
import type { MailboxProgress } from '../../../domain/correspondence/mailbox-store.js'
import type { Unfetchable } from '../../../domain/correspondence/missing-bodies-store.js'
import { atCell } from '../cells.js'
import type { Row, Table } from '../reply.js'

export type MailboxLine = Mailbox & {
  progress: MailboxProgress | undefined
  messages: number
  holder: string | null
  missing: Unfetchable
}

export function mailboxTable(mailboxes: readonly MailboxLine[]): Table {
  return {
    columns: [
      { key: 'address', label: 'Mailbox', type: 'text' },
      { key: 'whose', label: 'Whose', type: 'text' },
      { key: 'status', label: 'Status', type: 'text' },
      { key: 'messages', label: 'Mails', type: 'number' },
      { key: 'skipped', label: 'Set aside', type: 'number' },
      { key: 'shared', label: 'Colleagues see', type: 'text' },
      { key: 'synced', label: 'Up to date', type: 'date' },
    ],
    rows: mailboxes.map(rowOf),
  }
}

const SEEN: Record<Mailbox['visibility'], string> = {
  full: 'everything',
  subject: 'subjects',
  metadata: 'who and when',
}

const rowOf = (mailbox: MailboxLine): Row => ({
  address: mailbox.address,
  whose: mailbox.holder ?? mailbox.kind,
  status: statusOf(mailbox),
  messages: mailbox.messages,
  skipped: mailbox.progress?.skipped ?? 0,
  shared: SEEN[mailbox.visibility],
  synced: atCell(mailbox.lastSyncAt),
})

/** "backfilling 40 %", "failing", "following", "following in part". */
function statusOf({ status, progress, lastError }: MailboxLine): string {
  if (status === 'following' && lastError !== null) return 'following in part'
  if (status !== 'backfilling' || !progress || progress.backfillTotal === 0) return status
  return `${status} ${Math.floor((100 * progress.backfillDone) / progress.backfillTotal)} %`
}
