import { createFeed } from '../../../domain/close/calendar-feed-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'close feed',
  summary: 'An address at which your own calendar reads the due days of the close (iCal)',
  example: 'close feed mine',
  params: { whose: optional('choice', 'Whose', { choices: ['mine', 'all'], target: true, hint: 'By default mine' }) },
  needs: 'close.read',
  risk: 'reversible',
  run: async ({ scope, asker, feedLink }, { whose = 'mine' }, tx) => {
    const feedId = await createFeed(tx, asker.id, whose as 'mine' | 'all')
    const url = feedLink?.({ workspaceId: scope.workspaceId, staffId: asker.id, feedId })
    if (!url) throw refused('No web address is known to give out. Whoever runs Daybook sets PUBLIC_URL.')
    return {
      headline: 'An address for your calendar: subscribe to it, and keep it to yourself',
      text: url,
      undo: { command: 'close feed-revoke', args: {}, versions: {} },
      notes: ['Whoever has it sees what you see of the close. `close feed-revoke` ends all of yours.'],
      data: { url, whose },
    }
  },
})
