import type { AccessToken } from '../../../domain/people/access-token.js'
import { listTokens } from '../../../domain/people/access-token-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import type { Action, Row } from '../reply.js'

export default defineCommand({
  name: 'token list',
  summary: 'Your tokens: until when they open, and when they were used',
  example: 'token list',
  params: {},
  needs: 'self',
  risk: 'read',
  run: async ({ read, asker, now }) => {
    const tokens = await read((scope) => listTokens(scope, asker.id))
    const open = tokens.filter((token) => stateOf(token, now) === 'open')
    return {
      headline: open.length === 0 ? 'No assistant speaks for you' : `${counted(open.length, 'token')} of yours open`,
      ...(tokens.length > 0 && {
        table: {
          columns: [
            { key: 'name', label: 'Token', type: 'text' },
            { key: 'state', label: 'State', type: 'text' },
            { key: 'until', label: 'Until', type: 'date' },
            { key: 'used', label: 'Last used', type: 'date' },
          ],
          rows: tokens.map((token) => tokenRow(token, now)),
        },
      }),
      actions: [
        { label: 'New token…', do: { form: 'token new', args: {} }, typed: 'token new' },
        ...open.slice(0, 4).map(revoking),
      ],
      data: {
        tokens: tokens.map((token) => ({ name: token.name, state: stateOf(token, now), usedOn: token.usedOn })),
      },
    }
  },
})

const stateOf = ({ revokedAt, expiresAt }: AccessToken, now: Date): string => {
  if (revokedAt) return 'revoked'
  return expiresAt > now ? 'open' : 'ended'
}

const tokenRow = (token: AccessToken, now: Date): Row => ({
  name: token.name,
  state: stateOf(token, now),
  until: { date: token.expiresAt.toISOString().slice(0, 10) },
  used: token.usedOn === null ? null : { date: token.usedOn },
})

const revoking = ({ id, name }: AccessToken): Action => ({
  label: `Revoke ${name}`,
  style: 'danger',
  do: { command: 'token revoke', args: { token: id } },
  typed: `token revoke "${name}"`,
})
