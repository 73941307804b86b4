import { joinThreads } from '../../../domain/correspondence/arrange-thread.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'thread merge',
  summary: 'Merge two threads for good, whatever their mails refer to',
  example: 'thread merge MAIL-13 into:MAIL-12',
  params: { thread: target('thread', 'Thread'), into: required('record', 'Into', { record: 'thread' }) },
  needs: 'mail.write',
  aliases: ['thread join'],
  risk: 'reversible',
  run: async (_context, { thread, into }, tx) => {
    const { joinId, ...whole } = await joinThreads(tx, thread.id, into.id)
    return {
      headline: `${thread.ref} is part of ${whole.ref} now: ${counted(whole.messages, 'mail')}`,
      undo: { command: 'thread unmerge', args: { join: joinId }, versions: {} },
      data: whole,
    }
  },
})
