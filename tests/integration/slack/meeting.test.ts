import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { slackProofs } from '../../../src/domain/people/slack-proof.js'
import type { Services } from '../../../src/jobs/services.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { runErrands } from '../../support/errands.js'
import { quietServices } from '../../support/services.js'
import { testSlack, textOf } from '../../support/slack.js'
import { postAsSlack } from '../../support/slack-post.js'
import { testSmtp } from '../../support/smtp.js'
import { TEST_KEY } from '../../support/test-key.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'eve', roles: ['admin'] },
])
const { db, scope, staff } = company
// Dana is known by her address alone; nobody has said yet that this Slack user is her.
const slack = await testSlack(db, scope, [
  { name: 'dana' },
  { name: 'eve', staffId: staff['eve'] ?? '' },
  { name: 'guest', kind: 'guest' },
  { name: 'partner', kind: 'outside' },
  { name: 'nobody' },
])
const dana = slack.as('dana')
const key = readSecretKey(TEST_KEY)

const linked = async () =>
  (
    await company.read(
      ({ sql }) => sql<{ user: string | null }[]>`
    select slack_user_id as user from staff where id = ${staff['dana'] ?? ''} and slack_verified_at is not null`,
    )
  )[0]?.user

const handled = () =>
  until(async () => {
    const open = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
    expect(open).toHaveLength(0)
  })

test('an address proposes who somebody is, and only what was mailed to it proves it', async () => {
  await dana.command('/deal list')
  const met = await dana.sees('I can mail you a link')
  expect(textOf(met)).toContain('dana@lindenhof.test')
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost' })
  await dana.click(met, 'Mail me the link')
  await dana.sees('A mail is on its way')
  expect((await slack.stored('dana')).filter(({ text }) => text.includes('on its way'))).toHaveLength(1)
  const asked = await company.read(
    ({ sql }) => sql<{ data: Record<string, string> }[]>`
    select data from outbox where kind = 'slack.link-asked'`,
  )
  expect(asked.map(({ data }) => data)).toEqual([{ staffId: staff['dana'], slackUserId: dana.id, slackName: 'dana' }])
  expect(await linked()).toBeUndefined()

  const smtp = await testSmtp()
  const services: Services = {
    ...quietServices,
    smtpUrl: new Redacted(smtp.url),
    mailFrom: 'daybook@lindenhof.test',
    insecureMail: true,
    slackProof: slackProofs(key, () => slack.appUrl),
  }
  await runErrands(db, scope, services)
  const [mail] = await Promise.all(smtp.received.map((raw) => simpleParser(raw)))
  expect(smtp.received).toHaveLength(1)
  expect(mail?.to).toMatchObject({ text: 'dana@lindenhof.test' })
  const [, link = ''] = /href="([^"]*\/link\?open=[^"]*)"/.exec(String(mail?.html)) ?? []

  const proof = {
    workspaceId: scope.workspaceId,
    staffId: staff['dana'] ?? '',
    slackUserId: dana.id,
    slackName: 'dana',
  }
  const question = await (await fetch(link)).text()
  expect(question).toContain('Are you dana in Slack?')
  expect(await linked()).toBeUndefined()
  expect((await fetch(`${link}x`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(link, { method: 'POST' })).status).toBe(200)
  expect(await linked()).toBe(dana.id)
  await dana.asks('/deal list', 'no open deals')
  const old = slackProofs(key, () => slack.appUrl)(proof, new Date(db.clock.now().getTime() - 31 * 60_000)) ?? ''
  expect((await fetch(old, { method: 'POST' })).status).toBe(404)
})

test('guests and other organisations’ people are told politely, and get nothing', async () => {
  for (const name of ['guest', 'partner']) {
    await slack.as(name).command('/deal list')
    const said = textOf(await slack.as(name).sees('I answer only staff'))
    expect(said).not.toContain('Mail me')
    expect(JSON.stringify(await slack.as(name).home())).toContain('I answer only staff')
  }
  const nobody = slack.as('nobody')
  await slack.fault({ on: 'call', name: 'response_url', kind: 'server_error' })
  await nobody.command('/deal list')
  await nobody.sees('staff link nobody@lindenhof.test')
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost' })
  await nobody.say('deal list', await nobody.dm())
  await nobody.sees((message) => !message.ephemeral)
  await handled()
  expect((await slack.stored('nobody')).filter(({ user }) => user === slack.bot)).toHaveLength(1)
})

test('whoever is none of the staff gets nothing by any other way in: shortcuts, the pane, choices, menus, others’ buttons', async () => {
  const secret = await company.change((tx) => createCompany(tx, { name: 'Secret Roofing', currency: 'EUR' }))
  const eve = slack.as('eve')
  const finance = slack.channels['finance'] ?? ''
  const card = await eve.asks('company show "Secret Roofing"')
  const ts = await eve.say('Who looks after them?', finance)
  const [button] = await company.read(
    ({ sql }) =>
      sql<{ id: string }[]>`select id from pending_action where command like 'company%' order by id desc limit 1`,
  )
  expect(textOf(card)).toContain('Secret Roofing')
  for (const name of ['guest', 'partner', 'nobody']) {
    const who = slack.as(name)
    for (const press of [
      () => who.shortcut('log_to_record', { channel: finance, ts }),
      () => who.shortcut('deal_new'),
    ]) {
      await press()
      await who.modal((view) => JSON.stringify(view).includes('I don’t know you yet'))
    }
    const { channel, threadTs } = await who.agent()
    await who.say('company show "Secret Roofing"', channel, threadTs)
    await who.sees(
      (message) => message.threadTs === threadTs && /I answer only staff|I don’t know you/.test(textOf(message)),
    )
    const thread = (await who.state()).agentThreads.find((each) => each.threadTs === threadTs)
    expect(thread?.prompts).toEqual([])

    const common = { team: { id: slack.team }, user: { id: who.id }, channel: { id: finance } }
    const select = {
      type: 'block_suggestion',
      action_id: 'value:company',
      block_id: 'company',
      value: 'Secret',
      ...common,
    }
    expect(await (await postAsSlack(slack.appUrl, select)).json()).toEqual({ options: [] })
    const container = { type: 'message', channel_id: finance, message_ts: ts }
    const acts = [
      { type: 'button', action_id: 'act:0', value: button?.id },
      { type: 'button', action_id: 'page:1', value: button?.id },
      { type: 'button', action_id: 'share', value: button?.id },
      { type: 'button', action_id: 'form:0', value: button?.id },
      {
        type: 'static_select',
        action_id: 'open',
        selected_option: { text: { type: 'plain_text', text: 'x' }, value: secret.ref },
      },
    ]
    for (const [n, act] of acts.entries()) {
      const actions = [{ block_id: 'b', ...act }]
      const payload = { type: 'block_actions', ...common, container, trigger_id: `${name}.${n}`, actions }
      expect((await postAsSlack(slack.appUrl, payload)).status).toBe(200)
    }
  }
  await handled()
  for (const name of ['guest', 'partner', 'nobody']) {
    const { messages, modals, home } = await slack.as(name).state()
    const seen = [messages.filter((message) => message.user === slack.bot), modals, home]
    expect(JSON.stringify(seen)).not.toContain('Secret')
  }
  const [used] = await company.read(
    ({ sql }) => sql<{ at: Date | null }[]>`select used_at as at from pending_action where id = ${button?.id ?? ''}`,
  )
  expect(used?.at).toBeNull()
})

test('an admin says who somebody is, takes it back, and never gives one user to two', async () => {
  const eve = slack.as('eve')
  const taken = await eve.asks(`staff link eve@lindenhof.test user:${dana.id}`)
  expect(textOf(taken)).toMatch(/is Dana already/)
  const ended = await eve.asks('staff unlink dana@lindenhof.test')
  expect(await linked()).toBeUndefined()
  await eve.click(ended, 'Undo')
  await until(async () => expect(await linked()).toBe(dana.id))
  expect(textOf(await eve.asks('staff link dana@lindenhof.test user:kim'))).toContain('is no Slack user')
})
