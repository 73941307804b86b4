import { z } from 'zod'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { AppError } from '../lib/errors.js'

const ANSWER_MS = 20_000

const answers = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1).optional() })

/** An access token for one log-in; `refreshToken` is a new one that replaces the grant's, where the provider changes it. */
export type AccessToken = { accessToken: string; refreshToken: string | null }

/**
 * Asks the token server for an access token (RFC 6749 §6). Throws `refused` when the grant is no longer good (a person must
 * sign in again), `unavailable` when the server is away. Nothing of the secrets is in the error.
 */
export async function fetchAccessToken(grant: OAuthGrant, signal: AbortSignal): Promise<AccessToken> {
  const { host } = new URL(grant.tokenUrl)
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: grant.clientId,
    refresh_token: grant.refreshToken,
    ...(grant.clientSecret === null ? {} : { client_secret: grant.clientSecret }),
  })
  const response = await fetch(grant.tokenUrl, {
    method: 'POST',
    body,
    redirect: 'error', // a secret goes to nobody else
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  }).catch((thrown: unknown) => {
    signal.throwIfAborted()
    throw new AppError('unavailable', `The sign-in server ${host} can't be reached.`, { host }, thrown)
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.status >= 500 || response.status === 429)
    throw new AppError('unavailable', `The sign-in server ${host} is away just now.`, { host, status: response.status })
  const token = answers.safeParse(answer)
  if (!response.ok || !token.success) {
    const said = codeOf(answer) ?? `status ${response.status}`
    throw new AppError(
      'refused',
      `The sign-in at ${host} is no longer accepted (${said}). Add the mailbox again with a new refresh token.`,
      { host, status: response.status, said },
    )
  }
  return { accessToken: token.data.access_token, refreshToken: token.data.refresh_token ?? null }
}

/** `invalid_grant` and its kin (RFC 6749 §5.2); the description may say more than is anybody's business. */
function codeOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null
  return /^[a-z_]{1,40}$/.test(String(answer.error)) ? String(answer.error) : null
}
