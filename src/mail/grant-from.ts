import { type OAuthClient, PROVIDERS } from '../domain/correspondence/oauth-client.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { refused } from '../lib/errors.js'
import type { Answered, TokenAnswer } from './token-request.js'

/**
 * The grant of a sign-in that came to its end. Refused when nothing would come of it: no refresh token, or the person consented to
 * less than reading mail (a server that gave what was asked for need not repeat it, RFC 6749 §5.1).
 */
export function grantFrom(client: OAuthClient, answer: Answered<TokenAnswer>): OAuthGrant {
  if ('error' in answer) throw refused(`The provider did not let us in (${answer.said}). Begin again.`)
  const { refresh_token: refreshToken, scope } = answer.value
  const [reading = ''] = PROVIDERS[client.provider].scopes
  const given = scope?.toLowerCase().split(' ')
  if (given && !given.includes(reading.toLowerCase()))
    throw refused('The consent does not cover reading mail. Begin again, and leave that box ticked.')
  if (!refreshToken)
    throw refused(
      'The provider gave no refresh token: the application has to be one for the desktop, and may need the permission to stay signed in (offline_access).',
    )
  return { ...client, refreshToken }
}
