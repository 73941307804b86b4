import { expect, test } from 'vitest'
import { installByToken } from '../../../src/bots/slack/install-by-token.js'
import { dropInstallation } from '../../../src/domain/people/slack-installation-store.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { appFor, pretendedSlack } from '../../support/slack.js'
import { TEST_KEY } from '../../support/test-key.js'
import { until } from '../../support/until.js'

const APP_TOKEN = 'xapp-tests'
const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const { db, scope, staff } = company
const pretended = await pretendedSlack(db, scope, [{ name: 'dana', staffId: staff['dana'] ?? '' }], {
  appToken: APP_TOKEN,
})
const slack = await appFor(db, pretended, {}, { appToken: new Redacted(APP_TOKEN) })
const dana = slack.as('dana')

const connected = () => until(async () => expect((await dana.state()).appConnected).toBe(true))

test('commands, words, clicks and forms arrive by the socket as they do over HTTP', async () => {
  await connected()
  await dana.asks('/deal list', 'no open deals')
  await dana.asks('deal list', 'no open deals')
  await dana.command('/contact new')
  const form = await dana.modal()
  expect(await dana.submit(form, {})).toMatchObject({ outcome: 'errors' })
  const made = { name: { value: { type: 'plain_text_input', value: 'Jo Lind' } } }
  expect(await dana.submit(form, made)).toMatchObject({ outcome: 'closed' })
  const answer = await dana.sees(/Jo Lind/)
  await dana.click(answer, 'Undo')
  await dana.sees((message) => message.ts === answer.ts && !JSON.stringify(message.blocks).includes('Undo'))
  const deliveries = await slack.log('delivery')
  expect(deliveries.filter(({ failure }) => failure !== null)).toEqual([])
})

test.each(['refresh', 'cut'] as const)(
  'a connection that ends (%s) is opened again, and nothing is answered twice',
  async (how) => {
    await connected()
    const opened = (await slack.log('call', 'apps.connections.open')).length
    await slack.disconnect(how)
    await until(async () => expect((await slack.log('call', 'apps.connections.open')).length).toBeGreaterThan(opened))
    await connected()
    const before = (await dana.state()).messages.length
    await dana.asks('/deal list', 'no open deals')
    expect((await dana.state()).messages.length).toBe(before + 1)
  },
)

test('without the web port’s events, what is posted there is nobody’s', async () => {
  expect((await fetch(`${slack.appUrl}/slack/events`, { method: 'POST' })).status).toBe(404)
})

test('a token installs without a browser, and only in its own team', async () => {
  const key = readSecretKey(TEST_KEY)
  const { workspaceId } = scope
  await dropInstallation(db, workspaceId, slack.team)
  const botToken = new Redacted('xoxb-tests')
  const install = { workspaceId, teamId: slack.team, botToken, slackApiUrl: slack.apiUrl }
  await expect(installByToken(db, key, { ...install, teamId: 'T0OTHER' })).rejects.toThrow('not of T0OTHER')
  await expect(installByToken(db, key, { ...install, botToken: new Redacted('xoxb-wrong') })).rejects.toThrow(
    'invalid_auth',
  )
  await installByToken(db, key, install)
  await dana.asks('/deal list', 'no open deals')
})
