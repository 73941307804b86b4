import { setThreadPrivate } from '../../../domain/correspondence/private-thread.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'thread unprivate',
  summary: 'Let colleagues see a private thread again, as far as its mailboxes share it',
  example: 'thread unprivate MAIL-12',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { thread }, tx) => {
    const version = await setThreadPrivate(tx, thread.id, context.asker.id, false)
    return {
      headline: `Colleagues see ${thread.ref} again, as far as its mailboxes share it`,
      undo: { command: 'thread private', args: { thread: thread.ref }, versions: { [thread.id]: version } },
      data: { thread: thread.ref, private: false },
    }
  },
})
