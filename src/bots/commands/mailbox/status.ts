import { counted } from '../../../lib/counted.js'
import { nameKey } from '../../../lib/name-key.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { loadMailboxes } from './load-mailboxes.js'
import { type MailboxLine, mailboxTable } from './mailbox-table.js'
import { missingTexts } from './missing-texts.js'

export default defineCommand({
  name: 'mailbox status',
  summary: 'Whether mail is coming in: how far each mailbox is, and what keeps one from following',
  example: 'mailbox status sales@example.com',
  params: {
    mailbox: optional('text', 'Mailbox', { target: true, hint: 'An address or its beginning; without one: all' }),
  },
  needs: 'mailbox.read',
  risk: 'read',
  run: async (context, { mailbox: words }) => {
    const all = await context.read((read) => loadMailboxes(read, context.asker))
    const mailboxes =
      words === undefined ? all : all.filter(({ address }) => nameKey(address).startsWith(nameKey(words)))
    if (mailboxes.length === 0)
      return {
        headline: words === undefined ? 'No mailbox is followed yet' : `No mailbox begins with ${words}`,
        ...(all.length > 0 ? { notes: [`Followed are: ${all.map(({ address }) => address).join(', ')}`] } : {}),
        data: { mailboxes: [] },
      }
    const failing = mailboxes.filter(({ status }) => status === 'failing')
    return {
      headline: headlineOf(mailboxes, failing),
      table: mailboxTable(mailboxes),
      notes: [
        ...mailboxes
          .filter(({ status, lastError }) => status === 'failing' || lastError !== null)
          .map(({ address, lastError }) => `${address}: ${lastError ?? 'failing'}`),
        // Until the owner agreed, that texts are missing is as it should be.
        ...mailboxes
          .filter(({ kind, visibilityAgreedAt }) => kind !== 'personal' || visibilityAgreedAt !== null)
          .flatMap(({ address, missing }) => missingTexts(missing).map((note) => `${address}: ${note}`)),
      ],
      data: {
        mailboxes: mailboxes.map(({ address, status, lastError, lastSyncAt, progress, missing, messages }) => ({
          address,
          status,
          lastError,
          lastSyncAt: lastSyncAt?.toISOString() ?? null,
          messages,
          skipped: progress?.skipped ?? 0,
          withoutText: missing,
          backfill: { done: progress?.backfillDone ?? 0, total: progress?.backfillTotal ?? 0 },
        })),
      },
    }
  },
})

function headlineOf(mailboxes: readonly MailboxLine[], failing: readonly MailboxLine[]): string {
  if (failing.length > 0) return `${counted(failing.length, 'mailbox', 'mailboxes')} can't be followed just now`
  const behind = mailboxes.filter(({ status }) => status === 'backfilling' || status === 'new')
  if (behind.length > 0) return `${counted(behind.length, 'mailbox', 'mailboxes')} still catching up`
  const resting = mailboxes.filter(({ status }) => status === 'paused')
  if (resting.length > 0) return `${resting.map(({ address }) => address).join(', ')}: paused`
  return mailboxes.length === 1 ? `${mailboxes[0]?.address} is up to date` : 'All mailboxes are up to date'
}
