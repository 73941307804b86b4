import { expect, test } from 'vitest'
import type { AgentThread, Conversation } from '../../../src/sandbox/page-api.js'
import { until } from '../../support/until.js'
import { boltApp, containing, rawApp, section, testSandbox } from './support.js'

test('a mention reaches the app, which answers in the thread', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.event('app_mention', async ({ event, say }) => {
      await say({ text: `Heard: ${event.text}`, thread_ts: event.ts })
    })
  })
  const sent = await sandbox.page<{ ts: string }>('messages', {
    as: sandbox.ada,
    channel: sandbox.sales,
    text: '@daybook deals <3 & more',
  })
  const answer = await sandbox.message(sandbox.ada, (each) => each.text.startsWith('Heard'))
  expect(answer.text).toBe(`Heard: <@${sandbox.ids.app.botUserId}> deals &lt;3 &amp; more`)
  expect(answer.threadTs).toBe(sent.ts)
  const parent = await sandbox.message(sandbox.ada, (each) => each.ts === sent.ts)
  expect(parent).toMatchObject({ replyCount: 1, latestReply: answer.ts })
})

test('an app hears DMs with it, but nothing that it did not subscribe to and no channel it is not in', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const bot = sandbox.ids.app.botUserId
  await sandbox.page('messages', { as: sandbox.ada, channel: sandbox.sales, text: 'just talk' })
  await sandbox.page('messages', { as: sandbox.ada, channel: sandbox.ids.channels.elsewhere, text: '@daybook hello' })
  const { id } = await sandbox.page<Conversation>('conversations/open', { as: sandbox.ada, users: [bot] })
  await sandbox.page('messages', { as: sandbox.ada, channel: id, text: 'deals' })
  await until(() => expect(received).toHaveLength(1))
  expect(received[0]?.body).toMatchObject({
    type: 'event_callback',
    event_id: containing('Ev'),
    event: { type: 'message', channel_type: 'im', channel: id, user: sandbox.ada, text: 'deals' },
  })
  const hint = await sandbox.message(sandbox.ada, (each) => each.user === 'USLACKBOT')
  expect(hint).toMatchObject({ ephemeral: true, text: containing('not in this channel') })
})

test('an event that is not taken comes three times more, with its number and reason', async () => {
  const sandbox = await testSandbox()
  let status = 500
  const received = await rawApp(sandbox, (_received, response) => response.writeHead(status).end())
  await sandbox.page('messages', { as: sandbox.ada, channel: sandbox.sales, text: '@daybook hello' })
  await until(() => expect(received).toHaveLength(2))
  await until(async () => expect(await sandbox.log('delivery', 'event:app_mention')).toHaveLength(2))
  await sandbox.advance(60_000)
  await until(async () => expect(await sandbox.log('delivery', 'event:app_mention')).toHaveLength(3))
  status = 200
  await sandbox.advance(300_000)
  await until(() => expect(received).toHaveLength(4))
  await sandbox.advance(3_600_000)
  expect(received.map((each) => [each.headers['x-slack-retry-num'], each.headers['x-slack-retry-reason']])).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ])
  expect(new Set(received.map((each) => each.body.event_id)).size).toBe(1)
})

test('a late acknowledgement is a timeout, and the event comes again', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox, ({ headers }, response) => {
    if (headers['x-slack-retry-num']) response.end()
  })
  await sandbox.page('messages', { as: sandbox.ada, channel: sandbox.sales, text: '@daybook hello' })
  await until(() => expect(received).toHaveLength(1))
  await sandbox.advance(3_001)
  await until(() => expect(received).toHaveLength(2))
  expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout')
})

test('deliveries are doubled, turned round and dropped on demand', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const texts = () => received.map((each) => String(each.body.event?.text).split(' ').at(-1))
  const say = (text: string) =>
    sandbox.page('messages', { as: sandbox.ada, channel: sandbox.sales, text: `@daybook ${text}` })
  const name = 'event:app_mention'

  await sandbox.control('faults', { on: 'delivery', name, kind: 'duplicate' })
  await say('twice')
  await until(() => expect(texts()).toEqual(['twice', 'twice']))
  expect(received[0]?.body.event_id).toBe(received[1]?.body.event_id)

  await sandbox.control('faults', { on: 'delivery', name, kind: 'reorder' })
  await say('first')
  await say('second')
  await until(() => expect(texts().slice(2)).toEqual(['second', 'first']))

  await sandbox.control('faults', { on: 'delivery', name, kind: 'timeout' })
  await say('again')
  await until(() => expect(texts().slice(4)).toEqual(['again', 'again']))
  expect(received[5]?.headers['x-slack-retry-reason']).toBe('http_timeout')

  await sandbox.control('faults', { on: 'delivery', name, kind: 'drop' })
  await say('lost')
  await until(() => expect(texts().slice(6)).toEqual(['lost']))
  expect(received[6]?.headers['x-slack-retry-num']).toBe('1')

  await sandbox.control('faults', { on: 'delivery', name, kind: 'reorder' })
  await say('alone')
  await sandbox.advance(3_001)
  await until(() => expect(texts().slice(7)).toEqual(['alone']))
})

test('a link of the app is unfurled under the message', async () => {
  const sandbox = await testSandbox()
  const url = 'https://daybook.test/r/DEAL-12'
  await boltApp(sandbox, (app) => {
    app.event('link_shared', async ({ client, event }) => {
      const card = { blocks: [section('*DEAL-12* Lighthouse')] as never }
      await client.chat.unfurl({
        channel: event.channel,
        ts: event.message_ts,
        unfurls: { [event.links[0]?.url ?? '']: card },
      })
    })
  })
  await sandbox.page('messages', { as: sandbox.ada, channel: sandbox.sales, text: `See ${url}, please` })
  const message = await sandbox.message(sandbox.ben, (each) => each.attachments.length > 0)
  expect(message.text).toBe(`See <${url}>, please`)
  expect(message.attachments[0]).toMatchObject({ from_url: url, blocks: [{ type: 'section' }] })
})

test('the agent pane: prompts, a status that the answer clears, a streamed answer', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const thread = await sandbox.page<AgentThread>('agent/open', { as: sandbox.ada, contextChannel: sandbox.sales })
  expect(thread.prompts).toEqual([{ title: 'Pipeline', message: 'How is the pipeline?' }])
  await until(() => expect(received).toHaveLength(1))
  expect(received[0]?.body.event).toMatchObject({
    type: 'assistant_thread_started',
    assistant_thread: { user_id: sandbox.ada, channel_id: thread.channel, context: { channel_id: sandbox.sales } },
  })
  const at = { channel_id: thread.channel, thread_ts: thread.threadTs }
  await sandbox.call('assistant.threads.setTitle', { ...at, title: 'Pipeline' })
  await sandbox.call('assistant.threads.setStatus', { ...at, status: 'is counting…' })
  const pane = async () => (await sandbox.state(sandbox.ada)).agentThreads[0]
  expect(await pane()).toMatchObject({ title: 'Pipeline', status: 'is counting…' })

  await sandbox.page('messages', { as: sandbox.ada, channel: thread.channel, threadTs: thread.threadTs, text: 'Well?' })
  await until(() => expect(received.at(-1)?.body.event).toMatchObject({ text: 'Well?', thread_ts: thread.threadTs }))
  const stream = { channel: thread.channel, thread_ts: thread.threadTs }
  const { ts } = await sandbox.call('chat.startStream', { ...stream, markdown_text: '**12' })
  await sandbox.call('chat.appendStream', { channel: thread.channel, ts, markdown_text: ' deals**' })
  await sandbox.call('chat.stopStream', { channel: thread.channel, ts, blocks: [section('Sources')] })
  expect(await sandbox.call('chat.appendStream', { channel: thread.channel, ts, markdown_text: 'x' })).toMatchObject({
    error: 'message_not_in_streaming_state',
  })
  const answer = await sandbox.message(sandbox.ada, (each) => each.ts === ts)
  expect(answer.blocks).toMatchObject([{ type: 'markdown', text: '**12 deals**' }, { type: 'section' }])
  expect(await pane()).toMatchObject({ status: '' })
})
