import { listOpenable } from '../../../domain/correspondence/opened-mail-store.js'
import { notFound, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'thread html',
  summary: 'Open a mail as its sender made it, with its attachments, in the browser; nothing in it is fetched or run',
  example: 'thread html "Renewal offer"',
  params: {
    thread: target('thread', 'Thread'),
    number: optional('integer', 'Mail', { hint: 'Counted from the oldest; by default the newest' }),
  },
  needs: 'mail.read',
  risk: 'read',
  run: async ({ read, asker, scope, now, mailLink }, { thread, number }) => {
    const ids = await read((sql) => listOpenable(sql, thread.id, asker.id))
    const messageId = number === undefined ? ids.at(-1) : ids[number - 1]
    if (messageId === undefined) throw notFound('There is no such mail in this thread that you may see in full.')
    const url = mailLink?.({ workspaceId: scope.workspaceId, staffId: asker.id, messageId }, now) ?? null
    if (url === null) throw refused('No web address is known to open mail at. Whoever runs Daybook sets PUBLIC_URL.')
    return {
      headline: `${thread.title}: the mail as it was sent`,
      text: 'The link is yours alone and works for ten minutes.',
      actions: [{ label: 'Open in the browser', style: 'primary', do: { url } }],
      data: { url },
    }
  },
})
