import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../support/until.js'
import { containing, follow, json, rawApp, section, testSandbox } from './support.js'

test('the stream tells each person what they may see, and catches up after a gap', async () => {
  const sandbox = await testSandbox()
  const { seq } = await sandbox.state(sandbox.ben)
  const [ada, ben] = await Promise.all([follow(sandbox, sandbox.ada), follow(sandbox, sandbox.ben)])
  await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'for all' })
  await sandbox.call('chat.postEphemeral', { channel: sandbox.sales, user: sandbox.ada, text: 'for Ada' })
  const texts = (changes: typeof ada) => changes.flatMap((each) => (each.type === 'message' ? [each.message.text] : []))
  await until(() => expect(texts(ada)).toEqual(['for all', 'for Ada']))
  await until(() => expect(texts(ben)).toEqual(['for all']))

  const late = await follow(sandbox, sandbox.ben, seq)
  await until(() => expect(texts(late)).toEqual(['for all']))
  const lost = await follow(sandbox, sandbox.ben, 5)
  await until(() => expect(lost).toEqual([{ type: 'reset' }]))
})

test('a first DM of the app shows up with its conversation', async () => {
  const sandbox = await testSandbox()
  const ben = await follow(sandbox, sandbox.ben)
  await sandbox.call('chat.postMessage', { channel: sandbox.ben, text: 'A reminder' })
  await until(() => expect(ben.map((each) => each.type)).toEqual(['conversation', 'message']))
  expect(ben[0]).toMatchObject({ conversation: { kind: 'im', name: 'Daybook', withUser: sandbox.ids.app.botUserId } })
})

test('private channels and DMs exist for their members only', async () => {
  const sandbox = await testSandbox()
  const names = async (as: string) => (await sandbox.state(as)).conversations.map((each) => each.name)
  expect(await names(sandbox.ada)).toEqual(['sales', 'elsewhere', 'board'])
  expect(await names(sandbox.ben)).toEqual(['sales', 'elsewhere'])
  const board = sandbox.ids.channels.board
  expect(await sandbox.page('messages', { as: sandbox.ben, channel: board, text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  })
})

test('other web pages are kept out', async () => {
  const sandbox = await testSandbox()
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${sandbox.url}/sandbox/control/clock`, { headers })).status
  expect(await status({})).toBe(200)
  expect(await status({ origin: sandbox.url })).toBe(200)
  expect(await status({ origin: 'https://evil.test' })).toBe(403)
  expect(await status({ origin: 'null' })).toBe(403)
})

test('bad requests are told what is wrong with them', async () => {
  const sandbox = await testSandbox()
  const said = await sandbox.page<{ error: string; message: string }>('messages', { as: sandbox.ada, text: 'x' })
  expect(said).toMatchObject({ error: 'invalid', message: containing('channel') })
  expect(await sandbox.page('messages', { as: 'U1', channel: sandbox.sales, text: 'x' })).toMatchObject({
    error: 'user_not_found',
  })
  expect(await json(`${sandbox.url}/sandbox/api/mail/mailboxes`)).toMatchObject({ error: 'no_mail' })
})

test('people open channels, bring the app in, share files and react', async () => {
  const sandbox = await testSandbox()
  const { id } = await sandbox.page<{ id: string }>('conversations/create', {
    as: sandbox.ada,
    name: 'Deals',
    private: true,
  })
  expect(await sandbox.call('chat.postMessage', { channel: id, text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  })
  await sandbox.page('conversations/join', {
    as: sandbox.ada,
    channel: id,
    users: [sandbox.ids.app.botUserId, sandbox.ben],
  })
  expect(await sandbox.call('chat.postMessage', { channel: id, text: 'Hello' })).toMatchObject({ ok: true })

  const query = new URLSearchParams({ as: sandbox.ben, channel: id, filename: 'bank.csv', text: 'the statement' })
  await fetch(`${sandbox.url}/sandbox/api/files?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'a,b\n',
  })
  const shared = await sandbox.message(sandbox.ada, (each) => each.files.length > 0)
  expect(shared).toMatchObject({ user: sandbox.ben, text: 'the statement', files: [{ filetype: 'csv', size: 4 }] })

  const reaction = { as: sandbox.ada, channel: id, ts: shared.ts, name: 'eyes' }
  await sandbox.page('reactions', reaction)
  const reacted = await sandbox.message(sandbox.ada, (each) => each.ts === shared.ts)
  expect(reacted.reactions).toEqual([{ name: 'eyes', users: [sandbox.ada] }])
})

test('an app proves itself when it is connected; its log and the reset', async () => {
  const sandbox = await testSandbox()
  expect((await sandbox.state(sandbox.ada)).appConnected).toBe(false)
  expect(await sandbox.connect('http://127.0.0.1:1')).toEqual({ verified: false })
  await rawApp(sandbox)
  expect((await sandbox.state(sandbox.ada)).appConnected).toBe(true)
  await sandbox.call('chat.postMessage', { channel: '#sales', text: 'x' })
  expect(await sandbox.log('call')).toMatchObject([{ name: 'chat.postMessage', status: 200, response: { ok: true } }])
  await sandbox.control('reset', {})
  expect(await sandbox.log('call')).toEqual([])
  expect((await sandbox.state(sandbox.ada)).messages).toEqual([])
})

test('messages, files and Homes outlive a restart', async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rm(stateDir, { recursive: true }))
  const first = await testSandbox({ stateDir })
  await first.call('chat.postMessage', { channel: '#sales', text: 'kept', blocks: [section('*kept*')] })
  await first.call('views.publish', { user_id: first.ada, view: { type: 'home', blocks: [section('home')] } })
  const query = new URLSearchParams({ as: first.ada, channel: first.sales, filename: 'a.txt' })
  await fetch(`${first.url}/sandbox/api/files?${query}`, { method: 'POST', body: 'bytes' })
  const before = await first.state(first.ada)
  await first.close()

  const second = await testSandbox({ stateDir })
  const after = await second.state(second.ada)
  expect(after.messages).toEqual(before.messages)
  expect(after.home).toEqual(before.home)
  const file = after.messages.flatMap((each) => each.files)[0]
  expect(await (await fetch(`${second.url}${file?.url}`)).text()).toBe('bytes')
  const { ts } = await second.call('chat.postMessage', { channel: '#sales', text: 'new' })
  expect(Number(ts)).toBeGreaterThan(Number(after.messages.at(-1)?.ts))
})

test('the built page stands at the root, and permalinks lead to it', async () => {
  const pageDir = await mkdtemp(path.join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rm(pageDir, { recursive: true }))
  await writeFile(path.join(pageDir, 'index.html'), '<title>Sandbox</title>')
  const sandbox = await testSandbox({ pageDir })
  expect(await (await fetch(sandbox.url)).text()).toBe('<title>Sandbox</title>')
  const { ts } = await sandbox.call('chat.postMessage', { channel: '#sales', text: 'x' })
  const { permalink } = await sandbox.call('chat.getPermalink', { channel: '#sales', message_ts: ts })
  const followed = await fetch(String(permalink), { redirect: 'manual' })
  expect(followed.headers.get('location')).toBe(`/?channel=${sandbox.sales}&ts=${String(ts)}`)
  expect((await fetch(`${sandbox.url}/..%2fpackage.json`)).status).toBeGreaterThanOrEqual(400)
})
