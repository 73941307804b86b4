import { randomUUID } from 'node:crypto'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { TestMailroom } from './mailroom.js'

export type TestOAuth = {
  tokenUrl: string
  /** The refresh token that is good now. */
  refreshToken(): string
  /** Gives a new refresh token with every access token, and takes the old one no longer. */
  rotate: boolean
  /** Answers with this in place of a token. */
  fail: { status: number; error: string } | null
  isIssued(accessToken: string): boolean
}

/** A token server (RFC 6749 §6) for one client, `daybook` with the secret `s3cret`. */
export async function testOAuth(): Promise<TestOAuth> {
  let refreshToken = randomUUID()
  const issued = new Set<string>()
  const server = http.createServer((request, response) => {
    void text(request).then((body) => {
      const form = new URLSearchParams(body)
      const answer = (status: number, json: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
      if (oauth.fail) return answer(oauth.fail.status, { error: oauth.fail.error, error_description: body })
      if (form.get('client_id') !== 'daybook' || form.get('client_secret') !== 's3cret')
        return answer(401, { error: 'invalid_client' })
      if (form.get('refresh_token') !== refreshToken) return answer(400, { error: 'invalid_grant' })
      const token = randomUUID()
      issued.add(token)
      if (oauth.rotate) refreshToken = randomUUID()
      return answer(200, {
        access_token: token,
        expires_in: 3600,
        ...(oauth.rotate && { refresh_token: refreshToken }),
      })
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const oauth: TestOAuth = {
    tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    refreshToken: () => refreshToken,
    rotate: false,
    fail: null,
    isIssued: (token) => issued.has(token),
  }
  return oauth
}

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
