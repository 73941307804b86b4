import { z } from 'zod'
import { type OAuthClient, PROVIDERS } from '../domain/correspondence/oauth-client.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { type AppError, refused, toAppError } from '../lib/errors.js'
import { pause } from '../lib/pause.js'
import { grantFrom } from './grant-from.js'
import { postForm, tokenAnswer } from './token-request.js'

const deviceAnswer = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url(),
  expires_in: z.number(),
  interval: z.number().optional(),
})

/** What the person types where. */
export type DeviceSignIn = { code: string; at: string; grant: Promise<OAuthGrant> }

/** RFC 8628 §3.2 and §3.5: seconds between two looks, and how much longer when the server finds that too often. */
const INTERVAL_S = 5
const SLOWER_S = 5

/** Begins a sign-in for a machine without a browser (RFC 8628): the person consents on any other, by a code. */
export async function obtainDeviceGrant(client: OAuthClient, signal: AbortSignal): Promise<DeviceSignIn> {
  if (client.deviceUrl === null)
    throw refused(
      'This provider lets nobody read mail who signed in by a code. Sign in by the browser, without --device.',
    )
  const form = { client_id: client.clientId, scope: PROVIDERS[client.provider].scopes.join(' ') }
  const begun = await postForm(client.deviceUrl, form, deviceAnswer, signal)
  if ('error' in begun) throw refused(`The provider does not let this application sign in by a code (${begun.said}).`)
  const { device_code, user_code, verification_uri, expires_in, interval } = begun.value
  const grant = poll(client, device_code, { everyS: interval ?? INTERVAL_S, forS: expires_in }, signal)
  grant.catch(() => undefined)
  return { code: user_code, at: verification_uri, grant }
}

async function poll(
  client: OAuthClient,
  deviceCode: string,
  { everyS, forS }: { everyS: number; forS: number },
  signal: AbortSignal,
): Promise<OAuthGrant> {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode,
    client_id: client.clientId,
    ...(client.clientSecret === null ? {} : { client_secret: client.clientSecret }),
  }
  const end = performance.now() + forS * 1000
  for (let seconds = everyS; performance.now() < end; ) {
    await pause(seconds * 1000, signal)
    signal.throwIfAborted()
    const answer = await postForm(client.tokenUrl, form, tokenAnswer, signal).catch((thrown: unknown) =>
      toAppError(thrown),
    )
    if (isAway(answer)) seconds += SLOWER_S
    else if (!('error' in answer)) return grantFrom(client, answer)
    else if (answer.error === 'slow_down') seconds += SLOWER_S
    else if (answer.error !== 'authorization_pending') throw refused(`The provider did not let us in (${answer.said}).`)
  }
  throw refused('Nobody signed in with the code in time. Begin again.')
}

/** A server that is away for a moment is asked again, more slowly; anything else is a fault. */
function isAway(answer: object): answer is AppError {
  if (!(answer instanceof Error)) return false
  if (toAppError(answer).code === 'unavailable') return true
  throw answer
}
