import { expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { boltApp, containing, rawApp, section, testSandbox } from './support.js'

test('a signed command is acknowledged silently and answered once by its response_url', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.command('/deal', async ({ ack, command, respond }) => {
      await ack()
      await respond({ text: `You said ${command.text} in ${command.channel_name}`, blocks: [section('*3 deals*')] })
    })
  })
  const done = await sandbox.page('commands', {
    as: sandbox.ada,
    channel: sandbox.sales,
    command: '/deal',
    text: 'list',
  })
  expect(done).toEqual({ ok: true, delivered: true })
  const answer = await sandbox.message(sandbox.ada, (each) => each.text === 'You said list in sales')
  expect(answer).toMatchObject({ ephemeral: true, user: sandbox.ids.app.botUserId, blocks: [{ type: 'section' }] })
  const { messages } = await sandbox.state(sandbox.ben)
  expect(messages).toEqual([])
})

test('what a command says on the wire', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  await sandbox.page('commands', { as: sandbox.ada, channel: sandbox.sales, command: '/note', text: 'ask @ben & co' })
  expect(received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(received[0]?.body).toMatchObject({
    command: '/note',
    text: `ask <@${sandbox.ben}> &amp; co`,
    team_id: sandbox.ids.team,
    channel_id: sandbox.sales,
    channel_name: 'sales',
    user_id: sandbox.ada,
    user_name: 'ada',
    response_url: containing(`${sandbox.url}/response/`),
    trigger_id: containing('.'),
  })
})

test('the acknowledgement itself may answer, to all if it says so', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.command('/deal', ({ ack }) => ack({ response_type: 'in_channel', text: 'Won!' }))
    app.command('/note', ({ ack }) => ack('Noted.'))
  })
  const where = { as: sandbox.ada, channel: sandbox.sales, text: '' }
  await sandbox.page('commands', { ...where, command: '/deal' })
  await sandbox.page('commands', { ...where, command: '/note' })
  const { messages } = await sandbox.state(sandbox.ben)
  expect(messages.map((each) => each.text)).toEqual(['Won!'])
  const own = await sandbox.state(sandbox.ada)
  expect(own.messages.map((each) => [each.text, each.ephemeral])).toEqual([
    ['Won!', false],
    ['Noted.', true],
  ])
})

test('no answer within three seconds is told by Slackbot; a late response_url still works', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox, () => {}) // never answers
  const asked = sandbox.page<{ notice: string }>('commands', {
    as: sandbox.ada,
    channel: sandbox.sales,
    command: '/deal',
    text: '',
  })
  await until(() => expect(received).toHaveLength(1))
  await sandbox.advance(3_001)
  expect((await asked).notice).toBe('/deal failed with the error "operation_timeout"')
  const url = String(received[0]?.body.response_url)
  const late = await fetch(url, {
    method: 'POST',
    body: '{"text":"late"}',
    headers: { 'content-type': 'application/json' },
  })
  expect(late.status).toBe(200)
  expect(await sandbox.message(sandbox.ada, (each) => each.text === 'late')).toMatchObject({ ephemeral: true })
})

test('an error of the app and an app that is not there are both dispatch_failed', async () => {
  const sandbox = await testSandbox()
  const asked = { as: sandbox.ada, channel: sandbox.sales, command: '/deal', text: '' }
  const without = await sandbox.page('commands', asked)
  await rawApp(sandbox, (_received, response) => response.writeHead(500).end())
  const broken = await sandbox.page('commands', asked)
  for (const each of [without, broken]) {
    expect(each).toMatchObject({ delivered: false, notice: '/deal failed with the error "dispatch_failed"' })
  }
})

test('commands are refused in threads, and unknown ones everywhere', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const { ts } = await sandbox.page<{ ts: string }>('messages', { as: sandbox.ada, channel: sandbox.sales, text: 'hi' })
  const where = { as: sandbox.ada, channel: sandbox.sales, text: '' }
  const inThread = await sandbox.page('commands', { ...where, command: '/deal', threadTs: ts })
  const unknown = await sandbox.page('commands', { ...where, command: '/nope' })
  expect(inThread).toMatchObject({ notice: containing('not supported in threads') })
  expect(unknown).toMatchObject({ notice: containing('not a command') })
  expect(received).toEqual([])
})

test('a response_url works five times, for half an hour, and replaces nothing of a command', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const ask = () => sandbox.page('commands', { as: sandbox.ada, channel: sandbox.sales, command: '/deal', text: '' })
  const use = async (index: number, body: unknown) => {
    const url = String(received[index]?.body.response_url)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [response.status, ((await response.json()) as { error?: string }).error]
  }
  await ask()
  for (let count = 1; count <= 5; count++)
    expect(await use(0, { text: 'x', replace_original: true })).toEqual([200, undefined])
  expect(await use(0, { text: 'x' })).toEqual([404, 'used_url'])
  const { messages } = await sandbox.state(sandbox.ada)
  expect(messages).toHaveLength(5)

  await ask()
  expect(await use(1, { blocks: [section('')] })).toEqual([400, 'invalid_blocks'])
  expect(await use(1, {})).toEqual([400, 'no_text'])
  await sandbox.advance(30 * 60_000 + 1)
  expect(await use(1, { text: 'x' })).toEqual([404, 'expired_url'])
})
