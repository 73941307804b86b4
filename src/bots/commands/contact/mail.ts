import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'

const SHOWN = 20

export default defineCommand({
  name: 'contact mail',
  summary: 'The mail threads of a contact, newest first, with the beginning of the last mail',
  example: 'contact mail "Ada Lovelace"',
  params: { contact: target('contact', 'Contact') },
  needs: 'mail.read',
  aliases: ['contact threads'],
  risk: 'read',
  run: async (context, { contact }) => {
    const threads = await context.read((read) => listThreadsOf(read, { contactId: contact.id }, context.asker, SHOWN))
    const show = { command: 'contact show', args: { contact: contact.ref } }
    return {
      headline:
        threads.length === 0
          ? `No mail with ${contact.title} yet`
          : `${threads.length === SHOWN ? 'The newest ' : ''}${counted(threads.length, 'thread')} with ${contact.title}`,
      ...(threads.length === 0
        ? {}
        : {
            table: {
              columns: [
                { key: 'at', label: 'Last mail', type: 'date' as const },
                { key: 'from', label: 'From', type: 'text' as const },
                { key: 'thread', label: 'Thread', type: 'text' as const },
                { key: 'subject', label: 'Subject', type: 'text' as const },
                { key: 'text', label: 'Text', type: 'text' as const },
                { key: 'mails', label: 'Mails', type: 'number' as const },
              ],
              rows: threads.map((thread) => ({
                at: { at: thread.lastAt },
                from: thread.lastFrom,
                thread: thread.ref,
                subject: thread.subject ?? HIDDEN,
                text: thread.snippet,
                mails: thread.messages,
              })),
            },
          }),
      notes: threads.some(({ subject }) => subject === null)
        ? ['Private: the mailbox it is in does not share more with you.']
        : [],
      actions: [...readThreads(threads), { label: 'Show contact', do: show, typed: `contact show ${contact.ref}` }],
      data: {
        contact: contact.ref,
        threads: threads.map(({ firstAt, lastAt, ...thread }) => ({
          ...thread,
          firstAt: firstAt.toISOString(),
          lastAt: lastAt.toISOString(),
        })),
      },
    }
  },
})
