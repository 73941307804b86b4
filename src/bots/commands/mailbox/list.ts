import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { loadMailboxes } from './load-mailboxes.js'
import { mailboxTable } from './mailbox-table.js'

export default defineCommand({
  name: 'mailbox list',
  summary: 'The mailboxes that are followed, whose they are and what colleagues see of them',
  example: 'mailbox list',
  params: {},
  needs: 'mailbox.read',
  risk: 'read',
  bare: true,
  run: async (context) => {
    const mailboxes = await context.read((read) => loadMailboxes(read, context.asker))
    if (mailboxes.length === 0)
      return {
        headline: 'No mailbox is followed yet',
        text: 'An operator adds one: `daybook mailbox add ADDRESS --imap URL --smtp URL`',
        data: { mailboxes: [] },
      }
    return {
      headline: `${counted(mailboxes.length, 'mailbox is', 'mailboxes are')} followed`,
      table: mailboxTable(mailboxes),
      data: {
        mailboxes: mailboxes.map(({ address, kind, visibility, status, holder, lastSyncAt }) => ({
          address,
          kind,
          visibility,
          status,
          holder,
          lastSyncAt: lastSyncAt?.toISOString() ?? null,
        })),
      },
    }
  },
})
