import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { expect, it, onTestFinished } from 'vitest'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { imapAccount } from '../../../src/domain/correspondence/mailbox-account.js'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { readClient } from '../../../src/domain/correspondence/oauth-client.js'
import { parseGrant } from '../../../src/domain/correspondence/oauth-grant.js'
import { fetchAccessToken } from '../../../src/mail/access-token.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { sendMail } from '../../../src/mail/send.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { credentialsOf, oauthImap, type TestOAuth, testOAuth } from '../../support/oauth.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()

const grantOf = (oauth: TestOAuth, refreshToken = oauth.refreshToken()) => {
  const read = readClient('google', credentialsOf(oauth, { refresh_token: refreshToken }))
  if (!read.ok) throw new Error(read.problem)
  return { ...read.value.client, refreshToken }
}

async function setting(refreshToken?: string) {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const oauth = await testOAuth()
  const imap = await oauthImap(room, oauth)
  const grant = grantOf(oauth, refreshToken)
  const url = `imap://${encodeURIComponent(us)}@${imap.host}:${imap.port}`
  const mailbox = await addMailbox(world.db, company.scope, world.deps.key, { address: us, imap: url, oauth: grant })
  return { company, us, oauth, mailbox, grant }
}

it('syncs and audits with an access token, and keeps the refresh token sealed', async () => {
  const { company, us, mailbox, grant } = await setting()
  await putMail(room, us, 'INBOX', [letter({ id: '1@x', from: 'ada@acme.com', to: us })])
  expect(await syncMailbox(world.deps, mailbox, { signal })).toMatchObject({ stored: 1, failed: 0 })
  expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
  const [secret] = await company.bulk(
    ({ sql, scope }) => sql<{ name: string; ciphertext: Uint8Array }[]>`
      select name, ciphertext from secret where workspace_id = ${scope.workspaceId}`,
  )
  expect(secret?.name).toMatch(/^mailbox-oauth:/)
  expect(Buffer.from(secret?.ciphertext ?? []).includes(grant.refreshToken)).toBe(false)
})

it('logs in with the last access token while it is good, and with a new one when a server does not take it', async () => {
  const { mailbox, oauth } = await setting()
  const sync = () => syncMailbox(world.deps, mailbox, { signal })
  for (let n = 0; n < 3; n += 1) expect(await sync()).toMatchObject({ failed: 0 })
  expect(oauth.given()).toBe(1)
  oauth.revoke()
  for (let n = 0; n < 2; n += 1) expect(await sync()).toMatchObject({ failed: 0 })
  expect(oauth.given()).toBe(2)
  oauth.expiresInS = 1 // less than it takes to be any use
  oauth.revoke()
  for (let n = 0; n < 2; n += 1) await sync()
  expect(oauth.given()).toBe(4)
})

it('goes on with the new refresh token of a provider that changes it every time', async () => {
  const { mailbox, oauth } = await setting()
  oauth.rotate = true
  const first = oauth.refreshToken()
  for (let n = 0; n < 3; n += 1) {
    expect(await syncMailbox(world.deps, mailbox, { signal })).toMatchObject({ failed: 0 })
    oauth.revoke()
  }
  expect(oauth.refreshToken()).not.toBe(first)
})

it('says that somebody has to sign in again, in words that give nothing away', async () => {
  const { company, mailbox } = await setting('an-old-one')
  await expect(syncMailbox(world.deps, mailbox, { signal })).rejects.toMatchObject({
    code: 'refused',
    userMessage: expect.stringMatching(/no longer accepted \(invalid_grant\)/) as unknown,
  })
  const [row] = await company.read(
    ({ sql, scope }) => sql<{ status: string; error: string }[]>`
      select status, last_error as error from mailbox where workspace_id = ${scope.workspaceId}`,
  )
  expect(row?.status).toBe('failing')
  expect(row?.error).not.toMatch(/an-old-one|s3cret/)
})

it('waits for a token server that is away, or that is none, and believes no half answer', async () => {
  const oauth = await testOAuth()
  const fetched = () => fetchAccessToken(grantOf(oauth), signal)
  oauth.fail = { status: 503, error: 'temporarily_unavailable' }
  await expect(fetched()).rejects.toMatchObject({ code: 'unavailable' })
  oauth.fail = { status: 400, error: 'temporarily_unavailable' }
  await expect(fetched()).rejects.toMatchObject({ code: 'unavailable' })
  oauth.fail = { status: 200, error: 'x' }
  await expect(fetched()).rejects.toMatchObject({ code: 'unavailable' })
  oauth.fail = { status: 403, error: '<html>' }
  await expect(fetched()).rejects.toMatchObject({ code: 'unavailable' })
  const nobody = { ...grantOf(oauth), tokenUrl: 'http://127.0.0.1:1/token' }
  await expect(fetchAccessToken(nobody, signal)).rejects.toMatchObject({ code: 'unavailable' })
})

it('tells a sign-in that is over from an application that is no longer known, and what to do', async () => {
  const oauth = await testOAuth()
  const said = async () =>
    fetchAccessToken(grantOf(oauth), signal).then(
      () => '',
      (error: { code: string; userMessage: string }) => `${error.code}: ${error.userMessage}`,
    )
  oauth.fail = { status: 400, error: 'invalid_grant', description: 'AADSTS700082: expired for jo@x.example' }
  expect(await said()).toMatch(
    /^refused: The sign-in at .* \(invalid_grant, AADSTS700082\)\. Sign in again: `daybook mailbox sign-in/,
  )
  expect(await said()).not.toMatch(/jo@x/)
  oauth.fail = { status: 401, error: 'invalid_client' }
  expect(await said()).toMatch(/^refused: .*application \(invalid_client\).*--credentials/)
})

it('keeps a new refresh token whoever logged in: a sync, an audit, a mail that goes out; also several at once', async () => {
  const { company, mailbox, oauth } = await setting()
  oauth.rotate = true
  const kept = async () => {
    const account = await company.bulk(async (bulk) =>
      imapAccount(bulk, world.deps.key, await getMailbox(bulk, mailbox)),
    )
    return account.oauth?.refreshToken
  }
  await auditMailbox(world.deps, company.scope, mailbox, signal)
  expect(await kept()).toBe(oauth.refreshToken())
  const grant = (await company.bulk(async (bulk) => imapAccount(bulk, world.deps.key, await getMailbox(bulk, mailbox))))
    .oauth
  if (!grant) throw new Error('no grant')
  const nowhere = { host: '127.0.0.1', port: 1, secure: false, user: 'jo', password: null, oauth: grant }
  expect(
    await sendMail(nowhere, { from: 'a@b.c', to: 'd@e.f', raw: Buffer.from('') } as never, world.deps),
  ).toMatchObject({ outcome: 'later' })
  expect(await kept()).toBe(oauth.refreshToken())
  oauth.revoke()
  await Promise.all([1, 2, 3].map(() => auditMailbox(world.deps, company.scope, mailbox, signal)))
  expect(await kept()).toBe(oauth.refreshToken())
  // As of three processes, which know nothing of each other's tokens.
  oauth.revoke()
  const processes = [1, 2, 3].map(() => ({ ...world.deps, db: { ...world.deps.db } }))
  await Promise.all(processes.map((deps) => auditMailbox(deps, company.scope, mailbox, signal)))
  expect(await kept()).toBe(oauth.refreshToken())
})

it('a grant that was sealed by an older version still says where its provider is', () => {
  const old = {
    provider: 'microsoft',
    clientId: 'a',
    clientSecret: null,
    refreshToken: 'r',
    tokenUrl: 'https://t.example/token',
  }
  expect(parseGrant(JSON.stringify(old))).toMatchObject({
    ...old,
    authorizeUrl: expect.stringContaining('/authorize') as unknown,
  })
})

it.each([
  ['no JSON', 'a JSON object'],
  ['{"client_secret":"topsecret"}', 'client_id'],
  ['{"client_id":"a","refresh_token":"topsecret","token_uri":"http://evil.example/t"}', 'https://'],
  ['{"client_id":"a","tenant":"../topsecret"}', 'tenant'],
])('refuses credentials like %s and does not repeat them', (text, part) => {
  const read = readClient('microsoft', text)
  expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(part) as unknown })
  expect(JSON.stringify(read)).not.toContain('topsecret')
})

it('sends with an access token too; one that the server refuses by its challenge is refused', async () => {
  const company = await world.newCompany()
  let takes = true
  const oauth = await testOAuth()
  const received: string[] = []
  const server = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: ({ accessToken, username }, _session, answer) =>
      takes && oauth.isIssued(accessToken ?? '')
        ? answer(null, { user: username ?? '' })
        : answer(Object.assign(new Error('No'), { responseCode: 535 })),
    onData: (stream, _session, answer) => {
      buffer(stream).then((raw) => {
        received.push(raw.toString())
        answer(null)
      }, answer)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const at = { host: '127.0.0.1', port, secure: false, user: 'jo@x.example', password: null }
  const mail = {
    from: 'jo@x.example',
    to: 'ada@acme.com',
    raw: Buffer.from(letter({ from: 'a@b.com', to: 'c@d.com' })),
  }
  const place = { workspaceId: company.scope.workspaceId, secretId: company.scope.workspaceId }
  const send = (refreshToken?: string) =>
    sendMail({ ...at, oauth: { ...grantOf(oauth, refreshToken), ...place } }, mail as never, world.deps)
  expect(await send('an-old-one')).toMatchObject({ outcome: 'refused' })
  expect(await send()).toMatchObject({ outcome: 'sent' })
  oauth.revoke()
  expect(await send()).toMatchObject({ outcome: 'sent' })
  takes = false
  expect(await send()).toMatchObject({ outcome: 'refused' })
  expect(received).toHaveLength(2)
})
