import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { type Args, optional, required } from './args.js'
import { SlackError } from './slack-error.js'

/** The consent page: everybody agrees at once, and comes back with a code. */
export function registerOauth(server: FastifyInstance, sandbox: Sandbox): void {
  server.get<{ Querystring: Record<string, string | undefined> }>('/oauth/v2/authorize', (request, reply) => {
    const { client_id, redirect_uri, state } = request.query
    if (client_id !== sandbox.config.clientId) return reply.code(400).send('Unknown client_id')
    const back = redirect_uri ?? `${sandbox.app.url ?? ''}/slack/oauth_redirect`
    if (!URL.canParse(back)) return reply.code(400).send('No redirect_uri to go back to')
    const code = randomBytes(12).toString('hex')
    sandbox.workspace.oauthCodes.add(code)
    const url = new URL(back)
    url.searchParams.set('code', code)
    if (state !== undefined) url.searchParams.set('state', state)
    return reply.redirect(url.toString())
  })
}

/** A code for a token, once. */
export function access(sandbox: Sandbox, args: Args): Json {
  const { config, workspace } = sandbox
  if (required(args, 'client_id') !== config.clientId) throw new SlackError('invalid_client_id')
  if (optional(args, 'client_secret') !== config.clientSecret) throw new SlackError('bad_client_secret')
  if (!workspace.oauthCodes.delete(required(args, 'code'))) throw new SlackError('invalid_code')
  workspace.botToken ??= `xoxb-${randomBytes(12).toString('hex')}`
  const installer = [...workspace.users.values()].find((each) => each.isAdmin) ?? [...workspace.users.values()][0]
  return {
    access_token: workspace.botToken,
    token_type: 'bot',
    scope: (config.manifest.oauth_config?.scopes?.bot ?? []).join(','),
    bot_user_id: workspace.app.botUserId,
    app_id: workspace.app.id,
    team: config.enterprise ? null : { id: workspace.team.id, name: workspace.team.name },
    enterprise: config.enterprise ?? null,
    authed_user: { id: installer?.id ?? '' },
    is_enterprise_install: config.enterprise !== undefined,
  }
}
