import { findWhy } from '../../../domain/correspondence/notice-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'notice why',
  summary: 'Why you were told of a mail thread',
  example: 'notice why "Renewal offer"',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.read',
  risk: 'read',
  run: async ({ read, asker }, { thread }) => {
    const why = await read((scope) => findWhy(scope, asker.id, thread.id))
    return {
      headline: why ?? 'You were not told of this thread by me.',
      ...(why && { notes: ['`notice mute` ends it, of one company or of all.'] }),
      data: { thread: thread.ref, why },
    }
  },
})
