import { expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { boltApp, button, containing, rawApp, section, type TestSandbox, testSandbox } from './support.js'

const click = (sandbox: TestSandbox, ts: string, actionId = 'go') =>
  sandbox.page('actions', {
    as: sandbox.ada,
    container: { type: 'message', channel: sandbox.sales, ts },
    blockId: 'row',
    actionId,
    element: { type: 'button' },
    state: {},
  })

test('a click carries the button, the message and a way to change it', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.action('go', async ({ ack, action, respond }) => {
      await ack()
      const value = 'value' in action ? action.value : ''
      await respond({ replace_original: true, text: `Done ${String(value)}` })
    })
  })
  const posted = await sandbox.call('chat.postMessage', {
    channel: sandbox.sales,
    text: 'Undo?',
    blocks: [button('go', 'pending-7')],
  })
  await click(sandbox, String(posted.ts))
  const changed = await sandbox.message(sandbox.ben, (each) => each.text === 'Done pending-7')
  expect(changed).toMatchObject({ ts: posted.ts, blocks: [] })
  const [entry] = await sandbox.log('delivery', 'block_actions')
  expect(entry?.request).toMatchObject({
    type: 'block_actions',
    user: { id: sandbox.ada, name: 'ada' },
    team: { id: sandbox.ids.team },
    channel: { id: sandbox.sales, name: 'sales' },
    container: { type: 'message', message_ts: posted.ts, is_ephemeral: false },
    message: { ts: posted.ts, bot_id: sandbox.ids.app.botId },
    actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: 'pending-7', text: { text: 'Go' } }],
  })
})

test('an ephemeral message is changed by its response_url and by nothing else', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const { message_ts: ts } = await sandbox.call('chat.postEphemeral', {
    channel: sandbox.sales,
    user: sandbox.ada,
    text: 'Sure?',
    blocks: [button('go')],
  })
  expect(await sandbox.call('chat.update', { channel: sandbox.sales, ts, text: 'x' })).toMatchObject({
    error: 'message_not_found',
  })
  await click(sandbox, String(ts))
  expect(received[0]?.body).toMatchObject({ container: { is_ephemeral: true } })
  expect(received[0]?.body).not.toHaveProperty('message')
  await fetch(String(received[0]?.body.response_url), {
    method: 'POST',
    body: JSON.stringify({ delete_original: true }),
    headers: { 'content-type': 'application/json' },
  })
  expect((await sandbox.state(sandbox.ada)).messages).toEqual([])
})

test('a click that is not acknowledged is told to the person', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox, () => {})
  const { ts } = await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'x', blocks: [button('go')] })
  const clicked = click(sandbox, String(ts))
  await until(() => expect(received).toHaveLength(1))
  await sandbox.advance(3_001)
  expect(await clicked).toMatchObject({ delivered: false, notice: containing("didn't answer in time") })
})

test('a control that is gone and a person who cannot see it are refused', async () => {
  const sandbox = await testSandbox()
  const { ts } = await sandbox.call('chat.postMessage', { channel: sandbox.sales, text: 'x', blocks: [button('go')] })
  expect(await click(sandbox, String(ts), 'gone')).toMatchObject({ error: 'element_not_found' })
  expect(await click(sandbox, '1.000000')).toMatchObject({ error: 'message_not_found' })
})

test('a message shortcut sends the message it was used on', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const { ts } = await sandbox.page<{ ts: string }>('messages', {
    as: sandbox.ben,
    channel: sandbox.sales,
    text: 'Log it',
  })
  await sandbox.page('shortcuts', {
    as: sandbox.ada,
    callbackId: 'log_message',
    message: { channel: sandbox.sales, ts },
  })
  expect(received[0]?.body).toMatchObject({
    type: 'message_action',
    callback_id: 'log_message',
    message_ts: ts,
    message: { text: 'Log it', user: sandbox.ben },
    user: { id: sandbox.ada },
  })
})

test('the state of selects in a message comes along with a click', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const option = { text: { type: 'plain_text', text: 'Won' }, value: 'won' }
  const select = { type: 'static_select', action_id: 'stage', options: [option] }
  const { ts } = await sandbox.call('chat.postMessage', {
    channel: sandbox.sales,
    text: 'x',
    blocks: [{ ...section('Stage'), block_id: 'row', accessory: select }],
  })
  const element = { type: 'static_select', selected_option: option }
  await sandbox.page('actions', {
    as: sandbox.ada,
    container: { type: 'message', channel: sandbox.sales, ts },
    blockId: 'row',
    actionId: 'stage',
    element,
    state: { row: { stage: element } },
  })
  expect(received[0]?.body).toMatchObject({
    actions: [{ type: 'static_select', selected_option: option }],
    state: { values: { row: { stage: element } } },
  })
})
