import { LogLevel, webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { section, type TestSandbox, TOKEN, testSandbox } from './support.js'

function clientOf(sandbox: TestSandbox, more: webApi.WebClientOptions = {}): webApi.WebClient {
  return new webApi.WebClient(TOKEN, { slackApiUrl: sandbox.apiUrl, logLevel: LogLevel.ERROR, ...more })
}

test('who calls, and what for', async () => {
  const sandbox = await testSandbox()
  expect(await sandbox.call('auth.test')).toMatchObject({ ok: true, team: 'Acme', bot_id: sandbox.ids.app.botId })
  expect(await sandbox.call('auth.test', {}, '')).toMatchObject({ error: 'not_authed', status: 200 })
  expect(await sandbox.call('auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' })
  expect(await sandbox.call('chat.scheduleMessage')).toMatchObject({ error: 'unknown_method' })
  expect(await sandbox.call('api.test', { error: 'my_error' }, '')).toMatchObject({ error: 'my_error' })
})

test.each([
  ['chat.postMessage', { channel: 'nowhere', text: 'x' }, 'channel_not_found'],
  ['chat.postMessage', { channel: '#board', text: 'x' }, 'channel_not_found'],
  ['chat.postMessage', { channel: '#elsewhere', text: 'x' }, 'not_in_channel'],
  ['chat.postMessage', { channel: '#sales' }, 'no_text'],
  ['chat.postMessage', { channel: '#sales', text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ['chat.postMessage', { channel: '#sales', text: 'x', blocks: '{]' }, 'invalid_blocks_format'],
  ['chat.postMessage', { channel: '#sales', text: 'x', thread_ts: '1.0' }, 'thread_not_found'],
  ['chat.postMessage', { channel: '#sales', text: 'x', metadata: '{"event_type":"e"}' }, 'invalid_metadata_format'],
  ['chat.postMessage', { text: 'x' }, 'invalid_arguments'],
  ['chat.postEphemeral', { channel: '#sales', user: 'U1', text: 'x' }, 'user_not_found'],
  ['chat.update', { channel: '#sales', ts: '1.0', text: 'x' }, 'message_not_found'],
  ['conversations.info', { channel: 'C1' }, 'channel_not_found'],
  ['conversations.history', { channel: '#elsewhere' }, 'not_in_channel'],
  ['conversations.replies', { channel: '#sales', ts: '1.0' }, 'thread_not_found'],
  ['conversations.open', { users: 'U1' }, 'user_not_found'],
  ['users.info', { user: 'U1' }, 'user_not_found'],
  ['users.lookupByEmail', { email: 'nobody@acme.test' }, 'users_not_found'],
  [
    'views.update',
    { view_id: 'V1', view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] } },
    'not_found',
  ],
  ['files.info', { file: 'F1' }, 'file_not_found'],
])('%s %j → %s', async (method, args, error) => {
  const sandbox = await testSandbox()
  expect(await sandbox.call(method, args)).toMatchObject({ ok: false, error })
})

test('an app changes its own messages only; what an update leaves out stays', async () => {
  const sandbox = await testSandbox()
  const { ts: theirs } = await sandbox.page<{ ts: string }>('messages', {
    as: sandbox.ada,
    channel: sandbox.sales,
    text: 'hi',
  })
  const channel = sandbox.sales
  expect(await sandbox.call('chat.update', { channel, ts: theirs, text: 'x' })).toMatchObject({
    error: 'cant_update_message',
  })
  expect(await sandbox.call('chat.delete', { channel, ts: theirs })).toMatchObject({ error: 'cant_delete_message' })

  const { ts } = await sandbox.call('chat.postMessage', { channel, text: 'one', blocks: [section('*one*')] })
  await sandbox.call('chat.update', { channel, ts, text: 'two' })
  expect(await sandbox.message(sandbox.ada, (each) => each.ts === ts)).toMatchObject({
    text: 'two',
    blocks: [{ type: 'section' }],
  })
  await sandbox.call('chat.update', { channel, ts, text: 'three', blocks: [] })
  expect(await sandbox.message(sandbox.ada, (each) => each.ts === ts)).toMatchObject({ text: 'three', blocks: [] })
  expect(await sandbox.call('chat.update', { channel, ts, text: 'x'.repeat(4_001) })).toMatchObject({
    error: 'msg_too_long',
  })
  expect(await sandbox.call('chat.delete', { channel, ts })).toMatchObject({ ok: true })
  expect((await sandbox.state(sandbox.ada)).messages.map((each) => each.text)).toEqual(['hi'])
})

test('history pages newest first, shows metadata on request, and hides replies and ephemerals', async () => {
  const sandbox = await testSandbox()
  const channel = sandbox.sales
  const metadata = { event_type: 'delivery', event_payload: { delivery_id: '7' } }
  const { ts } = await sandbox.call('chat.postMessage', { channel, text: 'a', metadata })
  await sandbox.call('chat.postMessage', { channel, text: 'reply', thread_ts: ts })
  await sandbox.call('chat.postEphemeral', { channel, user: sandbox.ada, text: 'hush' })
  await sandbox.call('chat.postMessage', { channel, text: 'b' })
  const client = clientOf(sandbox)
  const seen: unknown[] = []
  for await (const page of client.paginate('conversations.history', {
    channel,
    limit: 1,
    include_all_metadata: true,
  })) {
    const { messages } = page as webApi.ConversationsHistoryResponse
    for (const each of messages ?? []) seen.push([each.text, each.metadata])
  }
  expect(seen).toEqual([
    ['b', undefined],
    ['a', metadata],
  ])
  const thread = await client.conversations.replies({ channel, ts: String(ts) })
  expect(thread.messages?.map((each) => each.text)).toEqual(['a', 'reply'])
  expect(thread.messages?.[0]).toMatchObject({ reply_count: 1, thread_ts: ts })
})

test('people and conversations, as a client finds them', async () => {
  const sandbox = await testSandbox()
  const client = clientOf(sandbox)
  const { user } = await client.users.lookupByEmail({ email: 'ADA@acme.test' })
  expect(user).toMatchObject({
    id: sandbox.ada,
    real_name: 'Ada Lovelace',
    profile: { email: 'ada@acme.test', title: 'Sales' },
  })
  const { channels } = await client.conversations.list({ types: 'public_channel,private_channel' })
  expect(channels?.map((each) => [each.name, each.is_member])).toEqual([
    ['sales', true],
    ['elsewhere', false],
  ])
  await client.conversations.join({ channel: sandbox.ids.channels.elsewhere ?? '' })
  const mine = await client.users.conversations({})
  expect(mine.channels?.map((each) => each.name)).toEqual(['sales', 'elsewhere'])
  const opened = await client.conversations.open({ users: sandbox.ben })
  const posted = await client.chat.postMessage({ channel: sandbox.ben, text: 'psst' })
  expect(posted.channel).toBe(opened.channel?.id)
  expect((await sandbox.state(sandbox.ada)).messages.map((each) => each.text)).not.toContain('psst')
})

test('one post a second and channel, a burst apart; the client waits as told', async () => {
  const sandbox = await testSandbox({ rateLimit: { perSecond: 1, burst: 2 } })
  const post = (channel: string) => sandbox.call('chat.postMessage', { channel, text: 'x' })
  await post('#sales')
  await post('#sales')
  expect(await post('#sales')).toMatchObject({ status: 429, error: 'ratelimited', retryAfter: '1' })
  expect(await post(sandbox.ben)).toMatchObject({ ok: true })
  await sandbox.advance(1_000)
  expect(await post('#sales')).toMatchObject({ ok: true })

  await sandbox.control('rate-limit', { limit: false })
  await sandbox.control('faults', { on: 'call', name: 'chat.postMessage', kind: 'ratelimited', retryAfter: 1 })
  const client = clientOf(sandbox)
  expect(await client.chat.postMessage({ channel: sandbox.sales, text: 'patient' })).toMatchObject({ ok: true })
  const calls = (await sandbox.log('call', 'chat.postMessage')).slice(-2)
  expect(calls.map((each) => each.status)).toEqual([429, 200])
})

test('failures on demand: a 5xx, an error, an answer that is lost after the deed', async () => {
  const sandbox = await testSandbox()
  const fault = (kind: string, more: object = {}) =>
    sandbox.control('faults', { on: 'call', name: 'chat.postMessage', kind, ...more })
  const client = clientOf(sandbox, { retryConfig: { retries: 0 }, timeout: 300 })
  const post = (text: string) => client.chat.postMessage({ channel: sandbox.sales, text })

  await fault('server_error')
  await expect(post('503')).rejects.toThrow()
  await fault('error', { error: 'fatal_error' })
  await expect(post('error')).rejects.toThrow('fatal_error')
  await fault('timeout')
  await expect(post('timeout')).rejects.toThrow()
  await fault('lost', { skip: 1 })
  await post('well')
  await expect(post('lost')).rejects.toThrow()
  expect((await sandbox.state(sandbox.ada)).messages.map((each) => each.text)).toEqual(['well', 'lost'])
})

test('a file is announced, sent, completed, and shared a moment later', async () => {
  const sandbox = await testSandbox({ fileShareDelayMs: 60_000 })
  const client = clientOf(sandbox)
  const bytes = Buffer.from('month,amount\nMay,12\n')
  await client.files.uploadV2({
    channel_id: sandbox.sales,
    file: bytes,
    filename: 'pipeline.csv',
    title: 'Pipeline',
    initial_comment: 'As asked',
  })
  expect((await sandbox.state(sandbox.ada)).messages).toEqual([])
  await sandbox.advance(60_000)
  const message = await sandbox.message(sandbox.ada, (each) => each.files.length > 0)
  expect(message).toMatchObject({
    text: 'As asked',
    files: [{ name: 'pipeline.csv', title: 'Pipeline', size: bytes.length }],
  })
  const id = message.files[0]?.id ?? ''
  const shown = await fetch(`${sandbox.url}${message.files[0]?.url}`)
  expect(await shown.text()).toBe(bytes.toString())
  expect(shown.headers.get('content-disposition')).toMatch(/^attachment/)

  const { file } = await client.files.info({ file: id })
  expect(file?.shares?.public).toEqual({ [sandbox.sales]: [{ ts: message.ts }] })
  const download = (token: string) => fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${token}` } })
  expect(await (await download(TOKEN)).text()).toBe(bytes.toString())
  // As Slack does: to a page to sign in at, which is answered with 200.
  const elsewhere = await download('no')
  expect(elsewhere).toMatchObject({ redirected: true, status: 200 })
  expect(elsewhere.headers.get('content-type')).toContain('text/html')
})

test('an uploaded picture may stand in a message, another file may not', async () => {
  const sandbox = await testSandbox()
  const client = clientOf(sandbox)
  const upload = async (filename: string) => {
    await client.files.uploadV2({ channel_id: sandbox.sales, file: Buffer.from('x'), filename })
    const message = await sandbox.message(sandbox.ada, (each) => each.files[0]?.name === filename)
    return message.files[0]?.id
  }
  const post = async (id: unknown) =>
    await sandbox.call('chat.postMessage', {
      channel: sandbox.sales,
      text: 'chart',
      blocks: [{ type: 'image', alt_text: 'a chart', slack_file: { id } }],
    })
  const png = await upload('chart.png')
  expect(await post(png)).toMatchObject({ ok: true })
  expect(await sandbox.message(sandbox.ada, (each) => each.text === 'chart')).toMatchObject({
    blocks: [{ type: 'image', image_url: `/sandbox/api/files/${png}` }],
  })
  expect(await post(await upload('data.csv'))).toMatchObject({
    error: 'invalid_blocks',
    errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
  })
})

test('a manifest is held to its scopes', async () => {
  const sandbox = await testSandbox({
    manifest: {
      display_information: { name: 'Daybook' },
      oauth_config: { scopes: { bot: ['chat:write', 'users:read'] } },
    },
  })
  expect(await sandbox.call('chat.postMessage', { channel: '#sales', text: 'x' })).toMatchObject({ ok: true })
  expect(await sandbox.call('users.lookupByEmail', { email: 'ada@acme.test' })).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read.email',
    provided: 'chat:write,users:read',
  })
  const { user } = await sandbox.call('users.info', { user: sandbox.ada })
  expect(user).not.toHaveProperty('profile.email')
})

test('what opens public channels opens no private ones', async () => {
  const sandbox = await testSandbox({
    channels: [
      { name: 'open', members: 'all' },
      { name: 'closed', private: true, members: 'all' },
    ],
    manifest: {
      display_information: { name: 'Daybook' },
      oauth_config: { scopes: { bot: ['channels:history', 'channels:read', 'groups:read'] } },
    },
  })
  const { channels } = await sandbox.call('conversations.list', { types: 'public_channel,private_channel' })
  const ids = (channels as { id: string; name: string }[]).sort((a, b) => b.name.localeCompare(a.name))
  expect(await sandbox.call('conversations.history', { channel: ids[0]?.id })).toMatchObject({ ok: true })
  expect(await sandbox.call('conversations.history', { channel: ids[1]?.id })).toMatchObject({
    error: 'missing_scope',
    needed: 'groups:history',
  })
})

test('installing: consent leads back with a code that works once', async () => {
  const sandbox = await testSandbox({ clientId: '1.2', clientSecret: 'shh' })
  const back = 'http://127.0.0.1:1/slack/oauth_redirect'
  const consent = await fetch(
    `${sandbox.url}/oauth/v2/authorize?client_id=1.2&state=s&redirect_uri=${encodeURIComponent(back)}`,
    { redirect: 'manual' },
  )
  const location = new URL(consent.headers.get('location') ?? '')
  expect(location.searchParams.get('state')).toBe('s')
  const exchange = (client_secret: string) =>
    sandbox.call('oauth.v2.access', { client_id: '1.2', client_secret, code: location.searchParams.get('code') }, '')
  expect(await exchange('wrong')).toMatchObject({ error: 'bad_client_secret' })
  expect(await exchange('shh')).toMatchObject({ ok: true, access_token: TOKEN, bot_user_id: sandbox.ids.app.botUserId })
  expect(await exchange('shh')).toMatchObject({ error: 'invalid_code' })
})
