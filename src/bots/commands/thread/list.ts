import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import { listThreadIdsOfOwner } from '../../../domain/correspondence/own-threads-store.js'
import { findThreadsByIds } from '../../../domain/correspondence/thread-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { readThreads } from '../read-thread.js'

const SHOWN = 20

export default defineCommand({
  name: 'thread list',
  summary: 'The newest mail with your contacts, companies and deals',
  example: 'thread list',
  params: {},
  needs: 'mail.read',
  aliases: ['thread mine'],
  risk: 'read',
  run: async ({ read, asker }) => {
    const threads = await read(async (scope) =>
      findThreadsByIds(scope, await listThreadIdsOfOwner(scope, asker.id, SHOWN), asker),
    )
    if (threads.length === 0)
      return {
        headline: 'No mail with your contacts, companies or deals lately',
        notes: ['`search mail` finds any mail that you may see.'],
        data: { threads: [] },
      }
    return {
      headline: `Mail with your customers: the newest ${counted(threads.length, 'thread')}`,
      table: {
        columns: [
          { key: 'thread', label: 'Thread', type: 'record' },
          { key: 'from', label: 'Last from', type: 'text' },
          { key: 'at', label: 'Last mail', type: 'date' },
          { key: 'mails', label: 'Mails', type: 'number' },
        ],
        rows: threads.map(({ ref, subject, lastFrom, lastAt, messages }) => ({
          thread: { ref, title: subject ?? HIDDEN },
          from: lastFrom,
          at: { at: lastAt },
          mails: messages,
        })),
      },
      actions: readThreads(threads),
      data: {
        threads: threads.map(({ ref, subject, lastFrom, lastAt, messages }) => ({
          ref,
          subject,
          lastFrom,
          lastAt: lastAt.toISOString(),
          messages,
        })),
      },
    }
  },
})
