import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/database.js'
import type { KeptGrant, OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { findGrant, renewGrant } from '../domain/correspondence/renew-grant.js'
import { AppError } from '../lib/errors.js'
import type { SecretKey } from '../lib/secret-box.js'
import { type AccessToken, findAccess, keepAccess, turnsOf } from './kept-access.js'
import { postForm, tokenAnswer } from './token-request.js'

/** The grant is used up, withdrawn or wants a person (RFC 6749 §5.2, OpenID Connect Core §3.1.2.6). */
const SIGN_IN_AGAIN = /^(?:invalid_grant|interaction_required|consent_required|login_required)$/
/** The application is not what the provider knows, or no longer; signing in again would not help. */
const CLIENT_WRONG =
  /^(?:invalid_client|unauthorized_client|invalid_request|unsupported_grant_type|invalid_scope|(?:deleted|disabled)_client|admin_policy_enforced|org_internal)$/

/**
 * Asks the token server for an access token (RFC 6749 §6). Throws `refused` when the grant or the client is no longer good (a
 * person must act), `unavailable` for whatever passes by itself.
 */
export async function fetchAccessToken(grant: OAuthGrant, signal: AbortSignal): Promise<AccessToken> {
  const { host } = new URL(grant.tokenUrl)
  const form = {
    grant_type: 'refresh_token',
    client_id: grant.clientId,
    refresh_token: grant.refreshToken,
    ...(grant.clientSecret === null ? {} : { client_secret: grant.clientSecret }),
  }
  const answer = await postForm(grant.tokenUrl, form, tokenAnswer, signal)
  if ('value' in answer) {
    const { access_token: accessToken, refresh_token, expires_in } = answer.value
    return {
      accessToken,
      refreshToken: refresh_token ?? null,
      goodForMs: expires_in === undefined ? null : expires_in * 1000,
    }
  }
  const { error, said } = answer
  const detail = { host, error }
  if (SIGN_IN_AGAIN.test(error))
    throw new AppError(
      'refused',
      `The sign-in at ${host} is no longer accepted (${said}). Sign in again: \`daybook mailbox sign-in ADDRESS\`.`,
      detail,
    )
  if (CLIENT_WRONG.test(error))
    throw new AppError(
      'refused',
      `${host} does not accept the application (${said}): its secret may have run out. Sign in again with the right one: \`daybook mailbox sign-in ADDRESS --credentials FILE\`.`,
      detail,
    )
  throw new AppError('unavailable', `The sign-in server ${host} gives no access just now (${said}).`, detail)
}

/** So long another process, which used the same refresh token a moment ago, may take to keep the new one. */
const OTHERS_MS = 1_000

/** What to log in by; `again` when it was good for a log-in before: a server that refuses it may take a new one. */
export type SignIn = { accessToken: string; again: boolean }

type Keeper = { db: Database; key: SecretKey }

/**
 * An access token for a kept grant: the last one while it is good, else a new one, and the new refresh token kept where the provider
 * changes it with every use: the old one is dead then. Several log-ins at once (a sync and a mail that goes out) take turns; what
 * another process does meanwhile they go on with.
 */
export async function signIn(keeper: Keeper, grant: KeptGrant, signal: AbortSignal): Promise<SignIn> {
  const inTurn = turnsOf(keeper.db, grant)
  return inTurn(async () => {
    const current = (await findGrant(keeper, grant)) ?? grant
    const known = findAccess(keeper.db, current)
    if (known !== null) return { accessToken: known, again: true }
    return { accessToken: await renewAccess(keeper, current, signal), again: false }
  })
}

/** Whoever else used the refresh token in this moment kept a new one, which a third may have used since. */
async function renewAccess(keeper: Keeper, current: KeptGrant, signal: AbortSignal): Promise<string> {
  try {
    return await useGrant(keeper, current, signal)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.detail['error'] !== 'invalid_grant') throw thrown
    await sleep(OTHERS_MS, undefined, { signal })
    const other = await findGrant(keeper, current)
    if (!other || other.refreshToken === current.refreshToken) throw thrown
    return renewAccess(keeper, other, signal)
  }
}

async function useGrant(keeper: Keeper, grant: KeptGrant, signal: AbortSignal) {
  const access = await fetchAccessToken(grant, signal)
  const { accessToken, refreshToken } = access
  if (refreshToken !== null && refreshToken !== grant.refreshToken) await renewGrant(keeper, { ...grant, refreshToken })
  keepAccess(keeper.db, grant, access)
  return accessToken
}
