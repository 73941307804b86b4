import type { SqlScope } from '../../../db/sql-workspace.js'
import { listMailboxes, listProgress } from '../../../domain/correspondence/mailbox-store.js'
import { findStaffByIds } from '../../../domain/people/staff-store.js'
import type { MailboxLine } from './mailbox-table.js'

/** All mailboxes with how far they are and whose they are. */
export async function loadMailboxes(read: SqlScope): Promise<MailboxLine[]> {
  const [mailboxes, progress] = await Promise.all([listMailboxes(read), listProgress(read)])
  const holders = await findStaffByIds(
    read,
    mailboxes.flatMap(({ staffId }) => staffId ?? []),
  )
  return mailboxes.map((mailbox) => ({
    ...mailbox,
    progress: progress.find(({ mailboxId }) => mailboxId === mailbox.id),
    holder: holders.find(({ id }) => id === mailbox.staffId)?.name ?? null,
  }))
}
