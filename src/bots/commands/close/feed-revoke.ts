import { revokeFeeds } from '../../../domain/close/calendar-feed-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'close feed-revoke',
  summary: 'End every address that calendars read your close from',
  example: 'close feed-revoke',
  params: {},
  needs: 'close.read',
  risk: 'reversible',
  run: async ({ asker }, _args, tx) => {
    const count = await revokeFeeds(tx, asker.id)
    return {
      headline: count === 0 ? 'You have no such address.' : `${counted(count, 'address', 'addresses')} shown no more`,
      data: { revoked: count },
    }
  },
})
