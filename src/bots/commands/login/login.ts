import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'login',
  summary: 'Let your browser see the pages of records, for twelve hours',
  example: 'login',
  params: {},
  needs: 'self',
  risk: 'read',
  run: async ({ recordLink, scope, asker, now }) => {
    const url = recordLink?.('', { workspaceId: scope.workspaceId, staffId: asker.id }, now)
    if (scope.via === 'mail') throw refused('Ask me in Slack: a mail may be read by others.')
    if (!url) throw refused('There is no web address here that could be opened.')
    return {
      headline: 'Your way in, for ten minutes',
      text: 'It is yours alone: whoever opens it sees what you may see.',
      actions: [{ label: 'Sign in', style: 'primary', do: { url } }],
      data: { url },
    }
  },
})
