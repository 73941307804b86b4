import { tokenEnd } from '../../../domain/people/access-token.js'
import { insertToken } from '../../../domain/people/access-token-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

/** A quarter: long enough to be of use, and short enough that what is forgotten ends. */
const DAYS = 90

export default defineCommand({
  name: 'token new',
  summary:
    'Let an assistant speak for you; it sees and does what you may, and asks you before anything that can’t be taken back',
  example: 'token new "assistant on my laptop" days:30',
  params: {
    name: required('words', 'What it is for', { target: true }),
    days: optional('integer', 'Days until it ends', { hint: `${DAYS} unless said` }),
  },
  needs: 'self',
  risk: 'reversible',
  run: async ({ scope, asker }, { name, days = DAYS }, tx) => {
    if (scope.via === 'mail') throw refused('Ask me in Slack or the terminal: a mail may be read by others.')
    if (scope.via === 'mcp') throw refused('An assistant can’t let another one in: ask for it yourself.')
    const expiresAt = tokenEnd(days, tx.now)
    const { id, text } = await insertToken(tx, { name, staffId: asker.id, expiresAt })
    return {
      headline: `Here is your token “${name}”; I can’t show it again`,
      text: `\`${text}\``,
      fields: [
        { label: 'Good until', value: { at: expiresAt } },
        { label: 'Where', value: 'the address of Daybook’s web port with /mcp, as a Bearer token' },
      ],
      notes: ['Whoever has it acts in your name. `token revoke` ends it at once.'],
      undo: { command: 'token revoke', args: { token: id }, versions: {} },
      data: { name, token: text, expiresAt: expiresAt.toISOString() },
    }
  },
})
