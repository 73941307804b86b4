import type { SqlScope } from '../../../db/sql-workspace.js'
import { countMails, listMailboxes, listProgress } from '../../../domain/correspondence/mailbox-store.js'
import { countUnfetchable } from '../../../domain/correspondence/missing-bodies-store.js'
import { isAmong } from '../../../domain/people/owners.js'
import { findStaffByIds } from '../../../domain/people/staff-store.js'
import type { Asker } from '../define-command.js'
import type { MailboxLine } from './mailbox-table.js'

/** The mailboxes that the asker may see (their own, or all) but for removed ones, with how far they are and whose they are. */
export async function loadMailboxes(read: SqlScope, asker: Asker): Promise<MailboxLine[]> {
  const [all, progress] = await Promise.all([listMailboxes(read), listProgress(read)])
  const mailboxes = all.filter(
    ({ staffId, status }) => status !== 'removed' && isAmong(asker.owners('mailbox.read'), staffId),
  )
  const holders = await findStaffByIds(
    read,
    mailboxes.flatMap(({ staffId }) => staffId ?? []),
  )
  const missing = await Promise.all(mailboxes.map(({ id }) => countUnfetchable(read, id)))
  const messages = await Promise.all(mailboxes.map(({ id }) => countMails(read, id)))
  return mailboxes.map((mailbox, at) => ({
    ...mailbox,
    messages: messages[at] ?? 0,
    missing: missing[at] ?? { imported: 0, gone: 0 },
    progress: progress.find(({ mailboxId }) => mailboxId === mailbox.id),
    holder: holders.find(({ id }) => id === mailbox.staffId)?.name ?? null,
  }))
}
