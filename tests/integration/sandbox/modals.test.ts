import { expect, test, vi } from 'vitest'
import type { Options, Submitted } from '../../../src/sandbox/page-api.js'
import { until } from '../../support/until.js'
import { boltApp, button, containing, rawApp, section, type TestSandbox, testSandbox } from './support.js'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const FORM = {
  type: 'modal' as const,
  callback_id: 'new_deal',
  private_metadata: 'kept',
  title: plain('New deal'),
  submit: plain('Create'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input' as const, action_id: 'value', max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'company',
      optional: true,
      label: plain('Company'),
      element: { type: 'external_select' as const, action_id: 'pick', min_query_length: 1 },
    },
  ],
}

async function openForm(sandbox: TestSandbox) {
  await sandbox.page('shortcuts', { as: sandbox.ada, callbackId: 'new_deal' })
  return until(async () => {
    const { modals } = await sandbox.state(sandbox.ada)
    const top = modals.at(-1)
    if (!top) throw new Error('no modal is open')
    return top
  })
}

const named = (value: string) => ({ name: { value: { type: 'plain_text_input', value } } })

test('a modal opens, refuses by field, and closes when it is taken', async () => {
  const sandbox = await testSandbox()
  const taken = vi.fn<(...given: unknown[]) => void>()
  await boltApp(sandbox, (app) => {
    app.shortcut('new_deal', async ({ ack, client, shortcut }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: FORM })
    })
    app.view('new_deal', async ({ ack, view }) => {
      const name = view.state.values.name?.value?.value
      if (name === 'taken') return ack({ response_action: 'errors', errors: { name: 'There is such a deal.' } })
      taken(name, view.state.values.company?.pick, view.private_metadata)
      await ack()
    })
  })
  const { id, title } = await openForm(sandbox)
  expect(title?.text).toBe('New deal')
  const submit = (state: unknown) => sandbox.page<Submitted>('views/submit', { as: sandbox.ada, viewId: id, state })

  expect(await submit({})).toMatchObject({ outcome: 'errors', errors: { name: 'This field is required.' } })
  expect(await submit(named('x'.repeat(21)))).toMatchObject({
    outcome: 'errors',
    errors: { name: containing('20') },
  })
  expect(await submit(named('taken'))).toEqual({ outcome: 'errors', errors: { name: 'There is such a deal.' } })
  expect((await sandbox.state(sandbox.ada)).modals[0]?.errors).toEqual({ name: 'There is such a deal.' })
  expect(await submit(named('Lighthouse'))).toEqual({ outcome: 'closed', errors: {} })
  expect((await sandbox.state(sandbox.ada)).modals).toEqual([])
  expect(taken).toHaveBeenCalledWith('Lighthouse', { type: 'external_select', selected_option: null }, 'kept')
})

test('a select asks the app for options while one types', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.shortcut('new_deal', async ({ ack, client, shortcut }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: FORM })
    })
    app.options('pick', ({ ack, options }) =>
      ack({ options: [{ text: plain(`Found ${options.value}`), value: 'COM-1' }] }),
    )
  })
  const { id } = await openForm(sandbox)
  const container = { type: 'view', viewId: id }
  const asked = { as: sandbox.ada, container, blockId: 'company', actionId: 'pick', query: 'acm' }
  const { options } = await sandbox.page<Options>('options', asked)
  expect(options).toEqual([{ text: plain('Found acm'), value: 'COM-1' }])
})

const titled = (title: string) => ({ ...FORM, title: plain(title) })

test.each([
  ['update', { response_action: 'update', view: titled('Again') }, 'updated', ['Again']],
  ['push', { response_action: 'push', view: titled('More') }, 'pushed', ['New deal', 'More']],
  ['clear', { response_action: 'clear' }, 'closed', []],
  ['an update with a wrong view', { response_action: 'update', view: titled('x'.repeat(25)) }, 'failed', ['New deal']],
  ['errors of no input', { response_action: 'errors', errors: { nowhere: 'no' } }, 'failed', ['New deal']],
])('a submission answered by %s', async (_name, answer, outcome, titles) => {
  const sandbox = await testSandbox()
  await rawApp(sandbox, ({ body }, response) => {
    if (body.type === 'view_submission') {
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    }
    response.end()
    void sandbox.call('views.open', { trigger_id: body.trigger_id, view: FORM })
  })
  const { id } = await openForm(sandbox)
  const given = await sandbox.page<Submitted>('views/submit', { as: sandbox.ada, viewId: id, state: named('x') })
  expect(given.outcome).toBe(outcome)
  const { modals } = await sandbox.state(sandbox.ada)
  expect(modals.map((each) => each.title?.text)).toEqual(titles)
})

test('a trigger lives three seconds and opens once', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const trigger = async () => {
    await sandbox.page('shortcuts', { as: sandbox.ada, callbackId: 'new_deal' })
    return String(received.at(-1)?.body.trigger_id)
  }
  const first = await trigger()
  expect(await sandbox.call('views.open', { trigger_id: first, view: FORM })).toMatchObject({ ok: true })
  expect(await sandbox.call('views.open', { trigger_id: first, view: FORM })).toMatchObject({
    error: 'exchanged_trigger_id',
  })
  const second = await trigger()
  await sandbox.advance(3_001)
  expect(await sandbox.call('views.open', { trigger_id: second, view: FORM })).toMatchObject({
    error: 'expired_trigger_id',
  })
  expect(await sandbox.call('views.open', { trigger_id: 'x', view: FORM })).toMatchObject({
    error: 'invalid_trigger_id',
  })
})

test('what is wrong with a view is said with a pointer to it', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox)
  const open = async (view: unknown) => {
    await sandbox.page('shortcuts', { as: sandbox.ada, callbackId: 'new_deal' })
    const answer = await sandbox.call('views.open', { trigger_id: received.at(-1)?.body.trigger_id, view })
    return [answer.error, ...(answer.response_metadata?.messages ?? [])]
  }
  expect(await open({ ...FORM, title: plain('x'.repeat(25)) })).toEqual([
    'invalid_arguments',
    '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
  ])
  const { submit: _submit, ...unsendable } = FORM
  expect(await open({ ...unsendable, blocks: FORM.blocks.slice(0, 1) })).toEqual([
    'invalid_arguments',
    '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0]',
  ])
  expect(await open({ ...FORM, blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }] })).toEqual([
    'invalid_arguments',
    '[ERROR] unsupported type: table [json-pointer:/view/blocks/0/type]',
  ])
  expect(await open({ ...FORM, private_metadata: 'x'.repeat(3_001) })).toEqual([
    'invalid_arguments',
    '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ])
})

test('a loading view is updated, unless its hash is stale or it was closed', async () => {
  const sandbox = await testSandbox()
  const received = await rawApp(sandbox, ({ body }, response) => {
    response.end()
    if (body.type !== 'shortcut') return
    const view = { ...FORM, notify_on_close: true }
    void sandbox.call('views.open', { trigger_id: body.trigger_id, view })
  })
  const { id, hash } = await openForm(sandbox)
  const update = (changes: object) => sandbox.call('views.update', { view_id: id, view: FORM, ...changes })
  expect(await update({ hash })).toMatchObject({ ok: true })
  expect(await update({ hash })).toMatchObject({ error: 'hash_conflict' })
  await sandbox.call('views.update', { view_id: id, view: { ...FORM, notify_on_close: true } })
  await sandbox.page('views/close', { as: sandbox.ada, viewId: id, all: true })
  expect(received.at(-1)?.body).toMatchObject({
    type: 'view_closed',
    is_cleared: true,
    view: { callback_id: 'new_deal' },
  })
  expect(await update({})).toMatchObject({ error: 'not_found' })
})

test('a button in a modal pushes another one on top, up to three', async () => {
  const sandbox = await testSandbox()
  const errors: unknown[] = []
  const view = (title: string) => ({ type: 'modal', title: plain(title), blocks: [button('more')] })
  await rawApp(sandbox, ({ body }, response) => {
    response.end()
    const method = body.type === 'shortcut' ? 'views.open' : 'views.push'
    void sandbox
      .call(method, { trigger_id: body.trigger_id, view: view(method) })
      .then((answer) => errors.push(answer.error))
  })
  await openForm(sandbox)
  for (let count = 1; count <= 3; count++) {
    const viewId = (await sandbox.state(sandbox.ada)).modals.at(-1)?.id
    const container = { type: 'view', viewId }
    const clicked = {
      as: sandbox.ada,
      container,
      blockId: 'row',
      actionId: 'more',
      element: { type: 'button' },
      state: {},
    }
    await sandbox.page('actions', clicked)
    await until(() => expect(errors).toHaveLength(count + 1))
  }
  expect(errors).toEqual([undefined, undefined, undefined, 'push_limit_reached'])
  const stack = (await sandbox.state(sandbox.ada)).modals
  expect(stack.map((each) => each.title?.text)).toEqual(['views.open', 'views.push', 'views.push'])
  await sandbox.page('views/close', { as: sandbox.ada, viewId: stack.at(-1)?.id, all: false })
  expect((await sandbox.state(sandbox.ada)).modals).toHaveLength(2)
})

test('App Home: opening it tells the app, which publishes it', async () => {
  const sandbox = await testSandbox()
  await boltApp(sandbox, (app) => {
    app.event('app_home_opened', async ({ client, event }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('*Mine*')] as never } })
    })
  })
  await sandbox.page('home/open', { as: sandbox.ada, tab: 'home' })
  const home = await until(async () => {
    const state = await sandbox.state(sandbox.ada)
    if (!state.home) throw new Error('no home yet')
    return state.home
  })
  expect(home).toMatchObject({ type: 'home', blocks: [{ type: 'section' }] })
  expect((await sandbox.state(sandbox.ben)).home).toBeNull()
})
