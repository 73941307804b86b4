import { findWhy } from '../../../domain/correspondence/notice-store.js'
import { discreetWhy } from '../../../domain/correspondence/thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
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
    const { why, subject } = await read(async (scope) => ({
      why: await findWhy(scope, asker.id, thread.id),
      subject: (await getThread(scope, thread.id, asker)).subject,
    }))
    const told = why === null ? null : discreetWhy(why, subject)
    return {
      headline: told ?? `I have not told you of ${thread.ref}.`,
      ...(told && { notes: ['`notice mute company:NAME` ends it for one company, `notice mute` for all.'] }),
      data: { thread: thread.ref, why: told },
    }
  },
})
