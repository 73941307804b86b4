import { listNeverLog } from '../../../domain/correspondence/never-log-store.js'
import { counted } from '../cells.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'mailbox never-logged',
  summary: 'The addresses and domains whose mail is never logged: yours, and those for everyone',
  example: 'mailbox never-logged',
  params: {},
  needs: 'mail.read',
  risk: 'read',
  run: async (context) => {
    const rules = await context.read((read) => listNeverLog(read, context.asker.id))
    return {
      headline: rules.length === 0 ? 'All mail is logged' : `${counted(rules.length, 'rule')} of what is never logged`,
      ...(rules.length > 0 && {
        table: {
          columns: [
            { key: 'pattern', label: 'Address or domain', type: 'text' as const },
            { key: 'where', label: 'Where', type: 'text' as const },
          ],
          rows: rules.map(({ pattern, staffId }) => ({ pattern, where: staffId ? 'your mailboxes' : 'every mailbox' })),
        },
      }),
      data: { rules: rules.map(({ pattern, kind, staffId }) => ({ pattern, kind, everyone: staffId === null })) },
    }
  },
})
