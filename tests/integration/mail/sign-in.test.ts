import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import mailboxAdd from '../../../src/cli/verbs/mailbox-add.js'
import mailboxSignIn from '../../../src/cli/verbs/mailbox-sign-in.js'
import { readConfig } from '../../../src/config.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { listMailboxes } from '../../../src/domain/correspondence/mailbox-store.js'
import { readClient } from '../../../src/domain/correspondence/oauth-client.js'
import { fetchAccessToken } from '../../../src/mail/access-token.js'
import { obtainDeviceGrant } from '../../../src/mail/obtain-device-grant.js'
import { obtainGrant } from '../../../src/mail/obtain-grant.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { openStore } from '../../../src/open-store.js'
import { testCertificate } from '../../support/certificate.js'
import { freshDatabase } from '../../support/database.js'
import { letter } from '../../support/letter.js'
import { putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { credentialsOf, oauthImap, type TestOAuth, testOAuth } from '../../support/oauth.js'
import { memoryTerminal } from '../cli/memory-terminal.js'
import { newCompany } from '../jobs/job-world.js'

const { signal } = new AbortController()

function clientOf(oauth: TestOAuth) {
  const read = readClient('google', credentialsOf(oauth))
  if (!read.ok) throw new Error(read.problem)
  return read.value.client
}
const begin = (oauth: TestOAuth) => obtainGrant(clientOf(oauth), { address: 'jo@x.example', port: 0, signal })
const problemOf = (grant: Promise<unknown>) =>
  grant.then(
    () => 'none',
    (error: { userMessage: string }) => error.userMessage,
  )

describe('a sign-in by the browser', () => {
  it('asks for mail and nothing else, with PKCE, and ends with a grant that opens the mailbox', async () => {
    const oauth = await testOAuth()
    const { url, grant } = await begin(oauth)
    const asked = new URL(url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      scope: 'https://mail.google.com/',
      access_type: 'offline',
      prompt: 'consent',
      login_hint: 'jo@x.example',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as unknown,
    })
    expect(await (await fetch(url)).text()).toContain('You may close this window')
    const got = await grant
    expect(got).toMatchObject({ provider: 'google', refreshToken: oauth.refreshToken() })
    expect(oauth.isIssued((await fetchAccessToken(got, signal)).accessToken)).toBe(true)
  })

  it('takes a code from nobody who does not know its state, and goes on waiting', async () => {
    const oauth = await testOAuth()
    const { url, grant } = await begin(oauth)
    const back = new URL(url).searchParams.get('redirect_uri') ?? ''
    for (const forged of ['?code=stolen', '?code=stolen&state=x', '?error=access_denied', 'favicon.ico'])
      expect((await fetch(new URL(forged, back))).status).toBe(404)
    expect((await fetch(back, { method: 'POST' })).status).toBe(404)
    await fetch(url)
    expect(await grant).toMatchObject({ refreshToken: oauth.refreshToken() })
  })

  it('says why nothing came of it', async () => {
    const oauth = await testOAuth()
    const tried = async () => {
      const { url, grant } = await begin(oauth)
      await fetch(url)
      return problemOf(grant)
    }
    oauth.scope = 'openid email'
    expect(await tried()).toMatch(/does not cover reading mail/)
    oauth.scope = null
    oauth.withoutRefreshToken = true
    expect(await tried()).toMatch(/no refresh token/)
    oauth.person = 'declines'
    expect(await tried()).toBe('The provider did not let us in (access_denied).')
    const taken = await begin(oauth)
    const port = Number(new URL(new URL(taken.url).searchParams.get('redirect_uri') ?? '').port)
    expect(await problemOf(obtainGrant(clientOf(oauth), { address: 'a@b', port, signal }))).toMatch(/--port/)
    taken.close()
  })
})

describe('a sign-in by a code', () => {
  it('waits as the server says until the person consented', async () => {
    const oauth = await testOAuth()
    oauth.pending = ['authorization_pending', 'slow_down', 'authorization_pending']
    oauth.scope = 'https://mail.google.com/'
    const { code, at, grant } = await obtainDeviceGrant(clientOf(oauth), signal)
    expect([code, at]).toEqual(['QUOK-KA12', 'https://sign-in.example/device'])
    expect(await grant).toMatchObject({ refreshToken: oauth.refreshToken() })
    expect(oauth.pending).toEqual([])
  })

  it('ends when the person declined, and is not begun where the provider has none for mail', async () => {
    const oauth = await testOAuth()
    oauth.pending = ['access_denied']
    expect(await problemOf((await obtainDeviceGrant(clientOf(oauth), signal)).grant)).toMatch(/\(access_denied\)/)
    const google = { ...clientOf(oauth), deviceUrl: null }
    expect(await problemOf(obtainDeviceGrant(google, signal))).toMatch(/without --device/)
  })
})

describe('daybook mailbox', async () => {
  const room = await testMailroom()
  const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-sign-in-'))
  afterAll(() => rm(home, { recursive: true }))
  const database = await freshDatabase()
  const env = { DAYBOOK_HOME: home, DATABASE_URL: database.adminUrl, DAYBOOK_KEY: database.key, LOG_LEVEL: 'silent' }
  const config = readConfig(env)
  const store = await openStore(config)
  afterAll(() => store.close())
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  const deps = { db: store.db, key: store.secretKey, mailFiles: store.mailFiles, insecure: false }
  const credentials = path.join(home, 'client.json')

  /** Runs a verb with somebody at a browser who opens every address that is shown. */
  async function run(
    verb: typeof mailboxAdd,
    address: string,
    options: Record<string, string | boolean>,
    password: string | null = null,
  ) {
    const said: string[] = []
    const err = (text: string) => {
      const [url] = /http:\S+/.exec(text) ?? []
      if (url) void fetch(url)
    }
    const { terminal: silent } = memoryTerminal()
    const terminal = { ...silent, askSecret: async () => password, err, out: (text: string) => void said.push(text) }
    await verb.run({ config, terminal, words: [address], options })
    return said.join('\n')
  }

  const mailboxOf = async (address: string) =>
    (await readWorkspace(store.db, scope, listMailboxes)).find((mailbox) => mailbox.address === address)

  it('add signs in when the credentials have no refresh token; sign-in does it again, and takes a password as well', async () => {
    const oauth = await testOAuth()
    const imap = await oauthImap(room, oauth)
    const us = room.freshAddress('jo')
    await putMail(room, us, 'INBOX', [letter({ id: '1@x', from: 'ada@acme.com', to: us })])
    await writeFile(credentials, credentialsOf(oauth))
    const url = `imap://${encodeURIComponent(us)}@${imap.host}:${imap.port}`
    expect(await run(mailboxAdd, us, { oauth: 'google', credentials, imap: url })).toContain('will be followed')
    const { id = '' } = (await mailboxOf(us)) ?? {}
    expect(await syncMailbox(deps, id, { signal })).toMatchObject({ stored: 1 })
    await expect(run(mailboxAdd, us, { oauth: 'google', credentials, imap: url })).rejects.toThrow(/mailbox sign-in/)
    // The provider forgets us; the stored client is enough to begin again.
    oauth.rotate = true
    await fetchAccessToken({ ...clientOf(oauth), refreshToken: oauth.refreshToken() }, signal)
    oauth.revoke()
    await expect(syncMailbox(deps, id, { signal })).rejects.toThrow(/daybook mailbox sign-in/)
    expect(await run(mailboxSignIn, us, {})).toContain('is signed in')
    expect(await syncMailbox(deps, id, { signal })).toMatchObject({ failed: 0 })
    const plain = `imap://${encodeURIComponent(us)}:${room.password}@${room.imap.host}:${room.imap.port}`
    const smtp = `smtp://${encodeURIComponent(us)}@${room.smtp.host}:${room.smtp.port}`
    expect(await run(mailboxSignIn, us, { imap: plain, smtp })).toContain('is signed in')
    expect(await syncMailbox(deps, id, { signal })).toMatchObject({ failed: 0 })
    await expect(run(mailboxSignIn, us, {})).rejects.toThrow(/--imap/)
  })

  it('keeps nothing of a sign-in that does not open the mailbox', async () => {
    const oauth = await testOAuth()
    const other = await testOAuth()
    const imap = await oauthImap(room, other)
    const us = room.freshAddress('kim')
    await writeFile(credentials, credentialsOf(oauth))
    const url = `imap://${encodeURIComponent(us)}@${imap.host}:${imap.port}`
    await expect(run(mailboxAdd, us, { oauth: 'google', credentials, imap: url })).rejects.toThrow(/does not accept/)
    expect(await mailboxOf(us)).toBeUndefined()
    const plain = `imap://${encodeURIComponent(us)}:${room.password}@${room.imap.host}:${room.imap.port}`
    await run(mailboxAdd, us, { imap: plain })
    const wrong = `imap://${encodeURIComponent(us)}:wrong@${room.imap.host}:${room.imap.port}`
    await expect(run(mailboxSignIn, us, { imap: wrong })).rejects.toThrow(/does not accept the password/)
    const mailbox = await mailboxOf(us)
    if (!mailbox) throw new Error('no mailbox')
    expect(mailbox.imapUrl).not.toContain('wrong')
    expect(await syncMailbox(deps, mailbox.id, { signal })).toMatchObject({ failed: 0 })
  })

  const plainUrl = (kind: 'imap' | 'smtp', us: string, password = '') =>
    `${kind}://${encodeURIComponent(us)}${password && `:${password}`}@${room[kind].host}:${room[kind].port}`

  it('add tries both servers before it keeps anything, and asks for the password that the line does not have', async () => {
    const us = room.freshAddress('lea')
    const smtp = plainUrl('smtp', us)
    await expect(run(mailboxAdd, us, { imap: plainUrl('imap', us) })).rejects.toThrow(/needs a password/)
    await expect(run(mailboxAdd, us, { imap: plainUrl('imap', us, 'wrong') })).rejects.toThrow(/--no-check/)
    const nowhere = `smtp://${encodeURIComponent(us)}@127.0.0.1:1`
    await expect(run(mailboxAdd, us, { imap: plainUrl('imap', us), smtp: nowhere }, room.password)).rejects.toThrow(
      /127\.0\.0\.1:1 does not let .* send/,
    )
    expect(await mailboxOf(us)).toBeUndefined()
    await run(mailboxAdd, us, { imap: plainUrl('imap', us), smtp }, room.password)
    const mailbox = await mailboxOf(us)
    expect(mailbox?.imapUrl).not.toContain(room.password)
    expect(await syncMailbox(deps, mailbox?.id ?? '', { signal })).toMatchObject({ failed: 0 })
    const unchecked = room.freshAddress('max')
    await run(mailboxAdd, unchecked, { imap: plainUrl('imap', unchecked, 'wrong'), 'no-check': true })
    expect(await mailboxOf(unchecked)).toBeDefined()
  })

  it('a server that certifies itself is refused with the ways to trust it, and known by its certificate from then on', async () => {
    // getaddrinfo reads this as 127.0.0.1; it is no loopback by its name, whose certificates nobody looks at.
    const host = '127.1'
    const { certFile, keyFile } = await testCertificate(host)
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)])
    const secured = async ({ port }: { port: number }) => {
      const server = createTlsServer({ cert, key }, (socket) => {
        const inner = connect(port, '127.0.0.1')
        for (const [one, other] of [
          [socket, inner],
          [inner, socket],
        ] as const)
          one
            .on('error', () => other.destroy())
            .on('close', () => other.destroy())
            .pipe(other)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void server.close())
      return (server.address() as AddressInfo).port
    }
    const us = room.freshAddress('nia')
    const login = encodeURIComponent(us)
    const servers = {
      imap: `imaps://${login}:${room.password}@${host}:${await secured(room.imap)}`,
      smtp: `smtps://${login}@${host}:${await secured(room.smtp)}`,
    }
    await expect(run(mailboxAdd, us, servers)).rejects.toThrow(/no valid certificate.*--ca FILE.*--insecure/)
    await expect(run(mailboxAdd, us, { ...servers, ca: credentials })).rejects.toThrow(/no certificate in PEM/)
    const other = await testCertificate(host)
    await expect(run(mailboxAdd, us, { ...servers, ca: other.certFile })).rejects.toThrow(/no valid certificate/)
    await run(mailboxAdd, us, { ...servers, ca: certFile })
    const { id = '' } = (await mailboxOf(us)) ?? {}
    expect(await syncMailbox(deps, id, { signal })).toMatchObject({ failed: 0 })
    await run(mailboxSignIn, us, { ...servers, insecure: true })
    expect(await mailboxOf(us)).toMatchObject({ tlsCa: null, tlsUnchecked: true })
    expect(await syncMailbox(deps, id, { signal })).toMatchObject({ failed: 0 })
  })
})
