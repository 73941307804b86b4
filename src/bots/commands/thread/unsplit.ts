import { unsplitThread } from '../../../domain/correspondence/arrange-thread.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'thread unsplit',
  summary: 'Put a thread that was split off back where its references lead',
  example: 'thread unsplit MAIL-13',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { thread }, tx) => {
    const whole = await unsplitThread(tx, thread.id)
    return { headline: `${thread.ref} is part of ${whole.ref} again: ${counted(whole.messages, 'mail')}`, data: whole }
  },
})
