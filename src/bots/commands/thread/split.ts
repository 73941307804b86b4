import { splitThread } from '../../../domain/correspondence/arrange-thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
import { counted } from '../../../lib/counted.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'thread split',
  summary: 'Begin a new thread at one of its mails; later mail follows the split',
  example: 'thread split MAIL-12 at:3',
  params: {
    thread: target('thread', 'Thread'),
    at: required('integer', 'Mail', { hint: 'Its number in `thread show`; the new thread begins with it' }),
  },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { thread, at }, tx) => {
    const { messages } = await context.read((read) => getThread(read, thread.id, context.asker))
    const message = messages[at - 1]
    if (!message) throw invalid(`${thread.ref} has ${counted(messages.length, 'mail')}: there is no number ${at}.`)
    const { from, to } = await splitThread(tx, thread.id, message.id)
    return {
      headline: `${to.ref} begins where ${from.ref} was split`,
      changes: [
        { label: from.ref, before: counted(messages.length, 'mail'), after: counted(from.messages, 'mail') },
        { label: to.ref, before: null, after: counted(to.messages, 'mail') },
      ],
      actions: [
        { label: 'Show', do: { command: 'thread show', args: { thread: to.ref } }, typed: `thread show ${to.ref}` },
      ],
      undo: { command: 'thread unsplit', args: { thread: to.ref }, versions: {} },
      data: { from, to },
    }
  },
})
