import { expect, test } from 'vitest'
import { dropInstallation, saveInstallation } from '../../../src/domain/people/slack-installation-store.js'
import { addRoute } from '../../../src/domain/people/workspace-store.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { appFor, pretendedSlack } from '../../support/slack.js'
import { postAsSlack } from '../../support/slack-post.js'
import { TEST_KEY } from '../../support/test-key.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const { db, scope, staff } = company
const CLIENT = { clientId: '1.2', clientSecret: 'client-secret' }
const pretended = await pretendedSlack(db, scope, [{ name: 'dana', staffId: staff['dana'] ?? '' }], CLIENT)
const oauth = {
  clientId: CLIENT.clientId,
  clientSecret: new Redacted(CLIENT.clientSecret),
  stateSecret: new Redacted('a-state-secret'),
}
const slack = await appFor(db, pretended, {}, { oauth })
const dana = slack.as('dana')

const installed = async () =>
  (
    await company.read(
      ({ sql }) => sql<{ id: string }[]>`select team_id as id from slack_installation order by team_id`,
    )
  ).map(({ id }) => id)

/** Goes through Slack's consent page as a browser does. */
async function install(keepCookie = true, appUrl = slack.appUrl): Promise<Response> {
  const begun = await fetch(`${appUrl}/slack/install`)
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  const [, consent = ''] = /href="([^"]+authorize[^"]+)"/.exec(await begun.text()) ?? []
  const agreed = await fetch(consent.replaceAll('&amp;', '&'), { redirect: 'manual' })
  const back = agreed.headers.get('location') ?? ''
  return await fetch(back, { redirect: 'manual', headers: keepCookie ? { cookie } : {} })
}

const keep = (teamId: string, token: string) =>
  company.change((tx) =>
    saveInstallation(tx, readSecretKey(TEST_KEY), {
      teamId,
      enterpriseId: 'E0GRID',
      botUserId: slack.bot,
      botToken: new Redacted(token),
    }),
  )

test('an organisation’s installation answers in each of its teams, and a team’s own comes first', async () => {
  await keep('E0GRID', 'xoxb-tests')
  const command = (team: string, trigger: string) => ({
    command: '/deal',
    text: 'list',
    team_id: team,
    enterprise_id: 'E0GRID',
    is_enterprise_install: 'true',
    user_id: dana.id,
    channel_id: slack.channels['finance'],
    trigger_id: trigger,
    response_url: `${slack.sandboxUrl}/response/none`,
  })
  const last = (await dana.state()).messages.at(-1)?.ts ?? ''
  expect((await postAsSlack(slack.appUrl, command('T0ANOTHER', 'g1'))).status).toBe(200)
  await dana.sees((message) => message.ts > last && message.text.includes('no open deals'))
  await until(async () => {
    const rows = await company.read(({ sql }) => sql`select from inbound_event where handled_at is not null`)
    expect(rows).toHaveLength(1)
  })
  const strange = await postAsSlack(slack.appUrl, { ...command('T0STRANGE', 'g2'), enterprise_id: 'E0OTHER' })
  expect(await strange.text()).toContain('not connected')
  await dropInstallation(db, scope.workspaceId, 'E0GRID')
})

let events = 0
/** An event that Slack sends. */
async function told(event: object): Promise<void> {
  const envelope = { event_id: `Ev${(events += 1)}`, type: 'event_callback' }
  expect((await postAsSlack(slack.appUrl, { ...envelope, ...event })).status).toBe(200)
}

test('an uninstalled app forgets its token and answers nobody there, till it is installed anew', async () => {
  expect(await installed()).toEqual([slack.team])
  await slack.revoke({ uninstalled: true })
  await until(async () => expect(await installed()).toEqual([]))
  await slack.face.settled()
  const [left] = await company.change(({ prisma }) =>
    prisma.secret.findMany({ where: { name: { startsWith: 'slack' } } }),
  )
  expect(left).toBeUndefined()
  const answer = await postAsSlack(slack.appUrl, {
    command: '/deal',
    team_id: slack.team,
    user_id: dana.id,
    trigger_id: 'x',
  })
  expect(await answer.text()).toContain('not connected')

  // Another browser than the one that began can't end it.
  expect((await install(false)).status).toBeGreaterThanOrEqual(400)
  expect(await installed()).toEqual([])
  expect((await install()).status).toBe(200)
  expect(await installed()).toEqual([slack.team])
  await dana.asks('/deal list', 'no open deals')
})

test('tokens that Slack took back are dropped; a person’s own are none of ours', async () => {
  const owns = { type: 'tokens_revoked', tokens: { oauth: [dana.id] } }
  await told({ team_id: slack.team, event: owns })
  await dana.asks('/deal list', 'no open deals')
  expect(await installed()).toEqual([slack.team])
  await slack.revoke({ uninstalled: false })
  await until(async () => expect(await installed()).toEqual([]))
  await slack.face.settled()
})

/** Slack tells of one uninstalling by two events, in either order. */
async function toldOfUninstalling(from: object): Promise<void> {
  await told({ ...from, event: { type: 'tokens_revoked', tokens: { bot: [slack.bot] } } })
  await told({ ...from, event: { type: 'app_uninstalled' } })
}

test('a team that takes the app out leaves its organisation’s installation, and the organisation its teams’', async () => {
  const inTeam = { team_id: slack.team, enterprise_id: 'E0GRID' }
  await keep('E0GRID', 'xoxb-gone')
  await keep(slack.team, 'xoxb-gone')
  await toldOfUninstalling(inTeam)
  await until(async () => expect(await installed()).toEqual(['E0GRID']))
  await slack.face.settled()
  await keep(slack.team, 'xoxb-gone')
  await toldOfUninstalling({ team_id: null, enterprise_id: 'E0GRID', is_enterprise_install: true })
  await until(async () => expect(await installed()).toEqual([slack.team]))
})

test('what Slack says late of an uninstalling leaves the app that was installed anew meanwhile', async () => {
  await company.change((tx) => tx.prisma.slackInstallation.deleteMany({}))
  expect((await install()).status).toBe(200)
  const asked = async () => (await slack.log('call', 'auth.test')).length
  const before = await asked()
  await toldOfUninstalling({ team_id: slack.team })
  await until(async () => expect(await asked()).toBe(before + 2))
  await slack.face.settled()
  expect(await installed()).toEqual([slack.team])
  await dana.asks('/deal list', 'no open deals')
})

test('what is installed anew while Slack is asked about the token before it stays', async () => {
  await company.change((tx) => tx.prisma.slackInstallation.deleteMany({}))
  await keep(slack.team, 'xoxb-gone')
  const since = (await slack.log('call', 'auth.test')).length
  await slack.fault({ on: 'call', name: 'auth.test', kind: 'ratelimited', retryAfter: 1 })
  await told({ team_id: slack.team, event: { type: 'app_uninstalled' } })
  await until(async () => expect((await slack.log('call', 'auth.test')).length).toBe(since + 1))
  expect((await install()).status).toBe(200)
  await slack.face.settled()
  expect(await installed()).toEqual([slack.team])
  await dana.asks('/deal list', 'no open deals')
})

test('an organisation installs it once: its teams are answered, and their channels known', async () => {
  const enterprise = { id: 'E0LINDENHOF', name: 'Lindenhof Group' }
  await company.change((tx) => tx.prisma.slackInstallation.deleteMany({}))
  const grid = await pretendedSlack(db, scope, [{ name: 'dana' }], { ...CLIENT, enterprise })
  await company.change(async (tx) => {
    await tx.prisma.slackInstallation.deleteMany({})
    await addRoute(tx, 'slack-team', enterprise.id)
  })
  const organisation = await appFor(db, grid, {}, { oauth })
  expect((await install(true, organisation.appUrl)).status).toBe(200)
  expect(await installed()).toEqual([enterprise.id])
  await organisation.as('dana').asks('/deal list', 'no open deals')
  const channels = await organisation.face.chat.channels(scope.workspaceId)
  expect(channels?.map(({ name, joined }) => [name, joined])).toEqual([
    ['finance', true],
    ['elsewhere', false],
  ])
})
