import { revokeToken } from '../../../domain/people/access-token-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'token revoke',
  summary: 'End a token of yours at once',
  example: 'token revoke "assistant on my laptop"',
  params: { token: target('token', 'Token') },
  needs: 'self',
  aliases: ['token drop'],
  risk: 'reversible',
  run: async ({ asker }, { token }, tx) => {
    await revokeToken(tx, token.id, asker.id)
    return {
      headline: `The token “${token.title}” no longer works`,
      changes: [{ label: token.title, before: 'open', after: 'revoked' }],
      notes: ['It can’t be brought back; `token new` makes another.'],
      data: { name: token.title },
    }
  },
})
