import { listNeverLog } from '../../../domain/correspondence/never-log-store.js'
import { counted } from '../../../lib/counted.js'
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
      headline:
        rules.length === 0
          ? 'Nothing is kept from the log'
          : `${counted(rules.length, 'rule')} of what is never logged`,
      ...(rules.length === 0 && {
        notes: ['`mailbox never-log clinic.example` keeps mail with a domain or an address out of the log.'],
      }),
      ...(rules.length > 0 && {
        table: {
          columns: [
            { key: 'pattern', label: 'Address or domain', type: 'text' as const },
            { key: 'where', label: 'Where', type: 'text' as const },
          ],
          rows: rules.map(({ pattern, staffId }) => ({ pattern, where: staffId ? 'your mailboxes' : 'every mailbox' })),
        },
      }),
      actions: rules
        .filter(({ staffId }) => staffId !== null)
        .slice(0, 5)
        .map(({ id, pattern }) => ({
          label: `Log ${pattern} again`,
          // By the rule's id: the address stands in the rule alone.
          do: { command: 'mailbox log-again', args: { rule: id } },
          typed: `mailbox log-again ${pattern}`,
        })),
      data: { rules: rules.map(({ pattern, kind, staffId }) => ({ pattern, kind, everyone: staffId === null })) },
    }
  },
})
