import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { TestMailroom } from './mailroom.js'

export type TestOAuth = {
  tokenUrl: string
  authorizeUrl: string
  deviceUrl: string
  /** The refresh token that is good now. */
  refreshToken(): string
  /** Gives a new refresh token with every access token, and takes the old one no longer. */
  rotate: boolean
  /** Answers with this in place of a token. */
  fail: { status: number; error: string; description?: string } | null
  /** What a person's browser is sent back with: their consent, or that they declined. */
  person: 'consents' | 'declines'
  /** What a consent covers, in place of what was asked for. */
  scope: string | null
  withoutRefreshToken: boolean
  /** Errors that polling for a device meets, one a look, before its token. */
  pending: string[]
  /** Whether an access token is good. */
  isIssued(accessToken: string): boolean
  expiresInS: number
  /** How many access tokens were given out. */
  given(): number
  /** Takes back every access token that was given out. */
  revoke(): void
}

type Consent = { challenge: string; redirectUri: string; scope: string }
type Answer = { status: number; json: object }

/** An authorization server (RFC 6749, with PKCE and RFC 8628) for one client, `daybook` with the secret `s3cret`. */
export async function testOAuth(): Promise<TestOAuth> {
  let refreshToken = randomUUID()
  let given = 0
  const issued = new Set<string>()
  const codes = new Map<string, Consent>()
  const issue = (scope?: string): Answer => {
    const token = randomUUID()
    issued.add(token)
    given += 1
    if (oauth.rotate) refreshToken = randomUUID()
    const gives = (oauth.rotate || scope !== undefined) && !oauth.withoutRefreshToken
    const json = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: oauth.expiresInS,
      ...(scope !== undefined && { scope: oauth.scope ?? scope }),
      ...(gives && { refresh_token: refreshToken }),
    }
    return { status: 200, json }
  }
  const token = (form: URLSearchParams): Answer => {
    if (form.get('client_id') !== 'daybook' || form.get('client_secret') !== 's3cret')
      return { status: 401, json: { error: 'invalid_client' } }
    const grant = { status: 400, json: { error: 'invalid_grant' } }
    const kind = form.get('grant_type')
    if (kind === 'refresh_token') return form.get('refresh_token') === refreshToken ? issue() : grant
    if (kind === 'urn:ietf:params:oauth:grant-type:device_code') {
      const error = oauth.pending.shift()
      if (form.get('device_code') !== 'device') return grant
      return error === undefined ? issue('device') : { status: 400, json: { error } }
    }
    const code = form.get('code') ?? ''
    const consent = codes.get(code)
    codes.delete(code) // RFC 6749 §4.1.2: once
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return consent?.challenge === challenge && consent.redirectUri === form.get('redirect_uri')
      ? issue(consent.scope)
      : grant
  }
  /** Where the person's browser is sent after the consent page. */
  const consented = (query: URLSearchParams): string => {
    const redirectUri = query.get('redirect_uri') ?? ''
    const back = new URL(redirectUri)
    back.searchParams.set('state', query.get('state') ?? '')
    const isAsked = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256'
    if (oauth.person === 'declines' || !isAsked) back.searchParams.set('error', 'access_denied')
    else {
      const code = randomUUID()
      codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri, scope: query.get('scope') ?? '' })
      back.searchParams.set('code', code)
    }
    return back.href
  }
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/authorize')
      return void response.writeHead(302, { location: consented(url.searchParams) }).end()
    void text(request).then((body) => {
      const answer = ({ status, json }: Answer) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
      const { fail } = oauth
      if (fail)
        return answer({ status: fail.status, json: { error: fail.error, error_description: fail.description ?? body } })
      if (url.pathname === '/token') return answer(token(new URLSearchParams(body)))
      const verification_uri = 'https://sign-in.example/device'
      return answer({
        status: 200,
        json: { device_code: 'device', user_code: 'QUOK-KA12', verification_uri, expires_in: 60, interval: 0.05 },
      })
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const oauth: TestOAuth = {
    tokenUrl: `${base}/token`,
    authorizeUrl: `${base}/authorize`,
    deviceUrl: `${base}/device`,
    refreshToken: () => refreshToken,
    rotate: false,
    fail: null,
    person: 'consents',
    scope: null,
    withoutRefreshToken: false,
    pending: [],
    isIssued: (token) => issued.has(token),
    expiresInS: 3600,
    given: () => given,
    revoke: () => issued.clear(),
  }
  return oauth
}

/** The client's credentials as a provider's console offers them for download. */
export const credentialsOf = (oauth: TestOAuth, more: object = {}): string =>
  JSON.stringify({
    installed: {
      client_id: 'daybook',
      client_secret: 's3cret',
      auth_uri: oauth.authorizeUrl,
      token_uri: oauth.tokenUrl,
      device_authorization_uri: oauth.deviceUrl,
      ...more,
    },
  })

/**
 * The mail room's IMAP as a provider has it that wants XOAUTH2: log-in by access token alone (as its documents write the
 * conversation), everything after it is the real server's.
 */
export async function oauthImap(room: TestMailroom, oauth: TestOAuth): Promise<{ host: string; port: number }> {
  const open = new Set<net.Socket>()
  const front = net.createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy()).on('close', () => open.delete(client))
    client.write('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n')
    let tagOfRefused = ''
    let buffered = ''
    const onData = (chunk: Buffer) => {
      buffered += chunk.toString('latin1')
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        onLine(line)
      }
    }
    const onLine = (line: string) => {
      const [tag = '', command = '', mechanism = '', initial = ''] = line.split(' ')
      if (tagOfRefused) client.write(`${tagOfRefused} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n`)
      else if (/^capability$/i.test(command))
        client.write(`* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n${tag} OK done\r\n`)
      else if (/^authenticate$/i.test(command) && mechanism.toUpperCase() === 'XOAUTH2') logIn(tag, initial)
      else client.write(`${tag} NO log in first\r\n`)
    }
    const logIn = (tag: string, initial: string) => {
      const said = Buffer.from(initial, 'base64').toString()
      // Fields end with a byte 1, the whole with two.
      const fields = new Map(said.split('\u0001').map((field) => field.split('=', 2) as [string, string]))
      const user = fields.get('user') ?? ''
      const token = fields.get('auth')?.replace(/^Bearer /, '') ?? ''
      if (!oauth.isIssued(token)) {
        tagOfRefused = tag
        return void client.write(`+ ${Buffer.from('{"status":"400"}').toString('base64')}\r\n`)
      }
      client.off('data', onData)
      const server = net.connect(room.imap)
      open.add(server)
      server.on('error', () => client.destroy()).on('close', () => open.delete(server))
      server.once('data', () => {
        server.write(`${tag} LOGIN "${user}" "${room.password}"\r\n`)
        server.pipe(client)
        client.pipe(server)
      })
      return undefined
    }
    client.on('data', onData)
  })
  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((closed) => front.close(closed))
  })
  return { host: '127.0.0.1', port: (front.address() as AddressInfo).port }
}
