import { setThreadPrivate } from '../../../domain/correspondence/private-thread.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'thread private',
  summary: 'Keep a mail thread of yours to those who have it in their own mailbox',
  example: 'thread private MAIL-12',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { thread }, tx) => {
    const version = await setThreadPrivate(tx, thread.id, context.asker.id, true)
    return {
      headline: `Only those who have it in their mailbox see ${thread.ref} now`,
      undo: { command: 'thread unprivate', args: { thread: thread.ref }, versions: { [thread.id]: version } },
      data: { thread: thread.ref, private: true },
    }
  },
})
