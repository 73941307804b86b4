import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type OAuthClient, PROVIDERS } from '../domain/correspondence/oauth-client.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { AppError, refused } from '../lib/errors.js'
import { grantFrom } from './grant-from.js'
import { postForm, tokenAnswer } from './token-request.js'

/** A sign-in that waits for its person's browser: where they go, and what comes of it. Closing it gives up waiting. */
export type OpenSignIn = { url: string; grant: Promise<OAuthGrant>; close: () => void }

/**
 * Begins a sign-in by the browser (RFC 6749 §4.1) with PKCE (RFC 7636) and a redirect to this machine (RFC 8252 §7.3). The person
 * opens `url`, consents, and their browser brings the code back. `address` is whom the provider suggests.
 */
export async function obtainGrant(
  client: OAuthClient,
  { address, port, signal }: { address: string; port: number; signal: AbortSignal },
): Promise<OpenSignIn> {
  const verifier = randomBytes(48).toString('base64url')
  const state = randomBytes(24).toString('base64url')
  const server = http.createServer()
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening)
  }).catch((error: Error) => {
    throw refused(`Port ${port} of this machine can't be listened on (${error.message}). Name another with --port.`)
  })
  const close = () => {
    server.close()
    server.closeIdleConnections()
  }
  const redirectUri = `http://${PROVIDERS[client.provider].loopback}:${(server.address() as AddressInfo).port}/`
  const grant = awaitCode(server, state, signal)
    .then((code) => exchange(client, { code, verifier, redirectUri }, signal))
    .finally(close)
  // Whoever closes early does not wait for it.
  grant.catch(() => undefined)
  return { url: consentUrl(client, { address, verifier, state, redirectUri }), grant, close }
}

type Asked = { verifier: string; redirectUri: string }

function consentUrl(
  client: OAuthClient,
  { address, verifier, state, redirectUri }: Asked & { address: string; state: string },
) {
  const { scopes, ask } = PROVIDERS[client.provider]
  const url = new URL(client.authorizeUrl)
  const query = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: address,
    ...ask,
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** What the browser brings; anything without our own `state` is somebody else's and changes nothing (RFC 6749 §10.12). */
function awaitCode(server: http.Server, state: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const answer = (status: number, words: string) =>
        response
          .writeHead(status, {
            'content-type': 'text/plain; charset=utf-8',
            'cache-control': 'no-store',
            connection: 'close',
          })
          .end(`${words}\n`)
      if (request.method !== 'GET' || pathname !== '/' || !isSame(searchParams.get('state') ?? '', state))
        return void answer(404, 'Nothing here. Open the address that the terminal shows.')
      const code = searchParams.get('code')
      if (code) {
        answer(200, 'Signed in. You may close this window and go back to the terminal.')
        return resolve(code)
      }
      answer(200, 'Nothing was signed in. The terminal says why.')
      return reject(declined(searchParams.get('error') ?? 'no code'))
    })
  })
}

const isSame = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted))

const declined = (error: string): AppError =>
  new AppError('refused', `The provider did not let us in (${/^[a-z_]{1,40}$/.test(error) ? error : 'unknown error'}).`)

async function exchange(
  client: OAuthClient,
  asked: Asked & { code: string },
  signal: AbortSignal,
): Promise<OAuthGrant> {
  const form = {
    grant_type: 'authorization_code',
    code: asked.code,
    redirect_uri: asked.redirectUri,
    client_id: client.clientId,
    code_verifier: asked.verifier,
    ...(client.clientSecret === null ? {} : { client_secret: client.clientSecret }),
  }
  return grantFrom(client, await postForm(client.tokenUrl, form, tokenAnswer, signal))
}
